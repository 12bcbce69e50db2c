package dev.kiln.runtime.kernel;

import java.lang.System.Logger.Level;
import java.util.Arrays;

/**
 * Which kernels of a model run in their vector form by now. All begin in plain Java, because code
 * of the Vector API is slow until HotSpot has compiled it. A thread beside the application tries
 * both forms of each kernel on numbers that don't matter; those whose vector form has proved faster
 * are switched over, and the others stay as they are. Both forms give the same bits, so nobody
 * notices but by the clock.
 *
 * <p>The system property {@code kiln.kernels} decides otherwise: {@code plain}, or {@code vector}
 * for vectors from the first call on; {@code auto} is the default.
 */
public final class VectorKernels {

    /** Both forms of each kernel, to be run on arrays that are as large as in use. */
    public interface Trials {

        /**
         * One form of a kernel.
         *
         * @param kernel its number
         * @param vector whether the vector form
         */
        Runnable of(int kernel, boolean vector);
    }

    private final boolean[] on;

    private VectorKernels(int kernels) {
        this.on = new boolean[kernels];
    }

    /** Begins to try the kernels of a model, unless there are no vectors in this JVM. */
    public static VectorKernels of(String model, int kernels, Trials trials) {
        VectorKernels result = new VectorKernels(kernels);
        switch (KernelMode.CURRENT) {
            case PLAIN -> {}
            case VECTOR -> Arrays.fill(result.on, true);
            case AUTO -> result.tryBeside(model, trials);
        }
        return result;
    }

    /** Whether a kernel is to run in its vector form. */
    public boolean on(int kernel) {
        return on[kernel];
    }

    private void tryBeside(String model, Trials trials) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                Trial.all(on, trials);
                            } catch (RuntimeException | Error e) {
                                KernelMode.LOGGER.log(
                                        Level.WARNING,
                                        model + ": kernels stay in plain Java, because one failed",
                                        e);
                            }
                        },
                        "kiln: vector kernels of " + model);
        thread.setDaemon(true);
        thread.start();
    }
}
