package dev.kiln.processor.network;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.Predictor;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/** Networks of the package {@code nets} that tests compile, and samples for them. */
final class Nets {

    private Nets() {}

    /** A network with the weights of a fixed seed. */
    static Network network(ClassLoader loader, String name) {
        try {
            return (Network)
                    loader.loadClass("nets." + name + "Network")
                            .getMethod("initialize", long.class)
                            .invoke(null, 7L);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /** With the weights that the network has now. */
    static Predictor predictor(ClassLoader loader, String name, Network network) {
        try {
            return (Predictor)
                    loader.loadClass("nets." + name + "Predictor")
                            .getMethod("of", network.getClass())
                            .invoke(null, network);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /** Normally distributed numbers, the same for as many samples. */
    static FMatrixRMaj input(int samples, int size) {
        Random random = new Random(samples);
        FMatrixRMaj input = new FMatrixRMaj(samples, size);
        for (int i = 0; i < input.data.length; i++) {
            input.data[i] = (float) random.nextGaussian();
        }
        return input;
    }

    /** Class indices. */
    static int[] labels(int samples, int classes) {
        return new Random(9).ints(samples, 0, classes).toArray();
    }
}
