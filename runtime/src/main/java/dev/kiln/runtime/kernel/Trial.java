package dev.kiln.runtime.kernel;

/** Tries the two forms of kernels, one after the other. */
final class Trial {

    /** The application shall have begun first: it may be over before vectors would pay. */
    private static final long PAUSE_MILLIS = 100;

    private static final long PLAIN_NANOS = 30_000_000;
    private static final int PLAIN_RUNS = 40;
    private static final long MOST_NANOS = 3_000_000_000L;

    /** Runs in a row that must be faster, so that one that was interrupted decides nothing. */
    private static final int IN_A_ROW = 3;

    private Trial() {}

    /** Sets {@code on} for each kernel whose vector form is faster. */
    static void all(boolean[] on, VectorKernels.Trials trials) {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        for (int kernel = 0; kernel < on.length; kernel++) {
            long plain = fastest(trials.of(kernel, false));
            on[kernel] = becomesFaster(trials.of(kernel, true), plain);
        }
    }

    private static long fastest(Runnable plain) {
        long begin = System.nanoTime();
        long fastest = Long.MAX_VALUE;
        for (int run = 0; run < PLAIN_RUNS; run++) {
            long nanos = time(plain);
            fastest = Math.min(fastest, nanos);
            if (run > 2 && System.nanoTime() - begin > PLAIN_NANOS) {
                break;
            }
        }
        return fastest;
    }

    /** Runs the vector form until it is compiled, or for so long that it seems never to be. */
    private static boolean becomesFaster(Runnable vector, long plain) {
        long begin = System.nanoTime();
        int faster = 0;
        while (faster < IN_A_ROW) {
            faster = time(vector) < plain ? faster + 1 : 0;
            if (System.nanoTime() - begin > MOST_NANOS) {
                return false;
            }
        }
        return true;
    }

    private static long time(Runnable form) {
        long begin = System.nanoTime();
        form.run();
        return System.nanoTime() - begin;
    }
}
