package dev.kiln.samples.benchmarks;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.Predictor;
import dev.kiln.runtime.Target;
import dev.kiln.runtime.kernel.RandomStream;
import dev.kiln.runtime.train.Sgd;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/** Kiln's speed with synthetic images. Arguments: models, by comma; metrics, by comma. */
public final class KilnBenchmark {

    private static final int CLASSES = 10;

    private KilnBenchmark() {}

    public static void main(String[] arguments) {
        List<String> models = words(arguments, 0, String.join(",", Subject.names()));
        List<String> metrics = words(arguments, 1, "train128,infer64,one");
        Stopwatch stopwatch = new Stopwatch(System.getProperty("peer", "kiln"));
        for (String model : models) {
            Subject subject = Subject.of(model);
            for (String metric : metrics) {
                measure(stopwatch, subject, metric);
            }
        }
    }

    private static void measure(Stopwatch stopwatch, Subject subject, String metric) {
        if (metric.startsWith("train")) {
            int samples = Integer.parseInt(metric.substring("train".length()));
            Runnable step = step(subject.network().get(), samples);
            stopwatch.throughput(subject.name(), metric, samples, step);
        } else if (metric.startsWith("infer")) {
            int samples = Integer.parseInt(metric.substring("infer".length()));
            Runnable run = prediction(subject.predictor().get(), samples);
            stopwatch.throughput(subject.name(), metric, samples, run);
        } else {
            stopwatch.latency(subject.name(), metric, prediction(subject.predictor().get(), 1));
        }
    }

    private static List<String> words(String[] arguments, int index, String otherwise) {
        String given = arguments.length > index ? arguments[index] : otherwise;
        return Arrays.asList(given.split(","));
    }

    /** The loss with all gradients, and an update by SGD with momentum. */
    private static Runnable step(Network network, int samples) {
        FMatrixRMaj images = images(samples, network.input().size());
        int[] labels = new int[samples];
        for (int i = 0; i < samples; i++) {
            labels[i] = i % CLASSES;
        }
        Target target = Target.classes(labels);
        Sgd sgd = Sgd.rate(0.01).momentum(0.9).weightDecay(1e-4);
        return () -> {
            network.lossWithGradients(images, target);
            network.update(sgd);
        };
    }

    private static Runnable prediction(Predictor predictor, int samples) {
        FMatrixRMaj images = images(samples, predictor.input().size());
        FMatrixRMaj result = new FMatrixRMaj(samples, CLASSES);
        return () -> predictor.predict(images, result);
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
