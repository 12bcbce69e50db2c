package dev.kiln.processor.vector;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Predictor;
import dev.kiln.runtime.Shape;
import dev.kiln.runtime.Target;
import dev.kiln.runtime.internal.kernel.RandomStream;
import dev.kiln.runtime.train.RunningOptimizer;
import dev.kiln.runtime.train.Sgd;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.ejml.data.FMatrixRMaj;

/**
 * Trains networks for a moment and prints a checksum of what each has become, and one of what its
 * predictor says.
 */
public final class NetworkBits {

    private static final int STEPS = 20;
    private static final int SAMPLES = 3;

    /** More than are taken at once, of which some are left over. */
    private static final int PREDICTIONS = 19;

    private NetworkBits() {}

    /** Arguments: qualified names of model classes. */
    public static void main(String[] models) throws ReflectiveOperationException {
        for (String model : models) {
            Network network =
                    (Network)
                            Class.forName(model + "Network")
                                    .getMethod("initialize", long.class)
                                    .invoke(null, 7L);
            System.out.printf("%s %08x%n", model, train(network));
            Predictor predictor =
                    (Predictor)
                            Class.forName(model + "Predictor")
                                    .getMethod("of", network.getClass())
                                    .invoke(null, network);
            System.out.printf("%sPredictor %08x%n", model, predict(predictor));
        }
    }

    /** Of losses, weights, running statistics, and outputs. */
    private static long train(Network network) {
        FMatrixRMaj images = images(SAMPLES, network.input());
        Target target = Target.classes(new int[] {0, 1, 2});
        RunningOptimizer sgd =
                Sgd.rate(0.01).momentum(0.9).weightDecay(1e-4).start(network.parameters());
        CRC32 sum = new CRC32();
        for (int step = 0; step < STEPS; step++) {
            double loss = network.lossWithGradients(images, target);
            sum.update(ByteBuffer.allocate(Double.BYTES).putDouble(loss).flip());
            network.update(sgd);
        }
        for (Parameter parameter : network.parameters()) {
            add(parameter.value().data, parameter.layout().size(), sum);
        }
        FMatrixRMaj outputs = network.predict(images, null);
        add(outputs.data, outputs.getNumElements(), sum);
        return sum.getValue();
    }

    private static long predict(Predictor predictor) {
        CRC32 sum = new CRC32();
        FMatrixRMaj outputs = predictor.predict(images(PREDICTIONS, predictor.input()), null);
        add(outputs.data, outputs.getNumElements(), sum);
        return sum.getValue();
    }

    private static FMatrixRMaj images(int samples, Shape shape) {
        FMatrixRMaj images = new FMatrixRMaj(samples, shape.size());
        RandomStream random = new RandomStream(3, RandomStream.Purpose.INITIALIZATION, 0);
        for (int i = 0; i < images.data.length; i++) {
            images.data[i] = (float) random.nextGaussian();
        }
        return images;
    }

    private static void add(float[] numbers, int count, CRC32 sum) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * count);
        bytes.asFloatBuffer().put(numbers, 0, count);
        sum.update(bytes);
    }
}
