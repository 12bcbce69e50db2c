package dev.kiln.runtime.internal.kernel;

/**
 * Which kernels of a model run in their vector form by now. All begin in plain Java, because code
 * of the Vector API is slow until HotSpot has compiled it. A thread beside the application tries
 * both forms of each kernel that is in use, on numbers that don't matter; those whose vector form
 * has proved faster are switched over, and the others stay as they are. Both forms give the same
 * bits, so nobody notices but by the clock.
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

    private final Candidate[] candidates;
    private final String model;
    private final Trials trials;
    private final KernelMode mode;

    /** Null for that of the system, whose classes a first prediction need not wait for. */
    private final Clock clock;

    private WarmUp warmUp;

    VectorKernels(String model, int kernels, Trials trials, KernelMode mode, Clock clock) {
        candidates = new Candidate[kernels];
        for (int kernel = 0; kernel < kernels; kernel++) {
            candidates[kernel] = new Candidate(kernel, mode == KernelMode.VECTOR);
        }
        this.model = model;
        this.trials = trials;
        this.mode = mode;
        this.clock = clock;
    }

    /**
     * The kernels of a model; they will be tried as they are used, if this JVM has vectors. What is
     * called once is not worth it, so a program that predicts once and ends begins no thread.
     */
    public static VectorKernels of(String model, int kernels, Trials trials) {
        return new VectorKernels(model, kernels, trials, KernelMode.CURRENT, null);
    }

    /** Whether a call of a kernel is to run its vector form. Calls are counted until it does. */
    public boolean on(int kernel) {
        Candidate candidate = candidates[kernel];
        if (!candidate.isOn() && candidate.isSecondCall() && mode == KernelMode.AUTO) {
            warmUp().add(candidate);
        }
        return candidate.isOn();
    }

    private synchronized WarmUp warmUp() {
        if (warmUp == null) {
            warmUp = new WarmUp(model, trials, clock == null ? Clock.SYSTEM : clock);
        }
        return warmUp;
    }
}
