package dev.kiln.samples.benchmarks;

import dev.kiln.runtime.Target;
import dev.kiln.runtime.kernel.RandomStream;
import dev.kiln.runtime.train.Sgd;
import org.ejml.data.FMatrixRMaj;

/**
 * Speed of LeNet on one thread with synthetic images: training steps (loss with gradients and an
 * update by SGD with momentum), and predictions.
 */
public final class LeNetBenchmark {

    private static final int CLASSES = 10;

    private LeNetBenchmark() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) {
        System.out.printf(
                "Java %s, %s%n",
                System.getProperty("java.version"), System.getProperty("java.vm.name"));
        for (int samples : new int[] {64, 128}) {
            training(samples);
        }
        for (int samples : new int[] {1, 64}) {
            prediction(samples);
        }
    }

    private static void training(int samples) {
        LeNetNetwork network = LeNetNetwork.initialize(1);
        FMatrixRMaj images = images(samples, network.input().size());
        int[] labels = new int[samples];
        for (int i = 0; i < samples; i++) {
            labels[i] = i % CLASSES;
        }
        Target target = Target.classes(labels);
        Sgd sgd = Sgd.rate(0.01).momentum(0.9).weightDecay(1e-4);
        Windows.measure(
                "LeNet training step, batch " + samples,
                samples,
                () -> {
                    network.lossWithGradients(images, target);
                    network.update(sgd);
                });
    }

    private static void prediction(int samples) {
        LeNetPredictor predictor = LeNetPredictor.of(LeNetNetwork.initialize(1));
        FMatrixRMaj images = images(samples, predictor.input().size());
        FMatrixRMaj result = new FMatrixRMaj(samples, CLASSES);
        Windows.measure(
                "LeNet prediction, batch " + samples,
                samples,
                () -> predictor.predict(images, result));
    }

    private static FMatrixRMaj images(int samples, int size) {
        RandomStream random = new RandomStream(1, RandomStream.Purpose.INITIALIZATION, 0);
        FMatrixRMaj images = new FMatrixRMaj(samples, size);
        for (int i = 0; i < images.data.length; i++) {
            images.data[i] = (float) random.nextGaussian();
        }
        return images;
    }
}
