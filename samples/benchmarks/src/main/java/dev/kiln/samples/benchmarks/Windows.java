package dev.kiln.samples.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/**
 * Runs something for a while to warm up, then for several windows of a second, and reports each
 * window's rate.
 */
final class Windows {

    private static final long WARM_UP = 4_000_000_000L;
    private static final long WINDOW = 1_000_000_000L;
    private static final int COUNT = 9;

    private Windows() {}

    /** Prints the rates per second; {@code each} is what one run counts for. */
    static void measure(String name, int each, Runnable run) {
        rate(WARM_UP, each, run);
        double[] rates = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            rates[i] = rate(WINDOW, each, run);
        }
        Arrays.sort(rates);
        System.out.printf(
                Locale.ROOT,
                "%-36s median %,10.0f  min %,10.0f  max %,10.0f images/s%n",
                name,
                rates[COUNT / 2],
                rates[0],
                rates[COUNT - 1]);
    }

    private static double rate(long nanoseconds, int each, Runnable run) {
        long start = System.nanoTime();
        long runs = 0;
        long now = start;
        while (now - start < nanoseconds) {
            run.run();
            runs++;
            now = System.nanoTime();
        }
        return runs * each * 1e9 / (now - start);
    }
}
