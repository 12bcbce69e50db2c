package dev.kiln.samples.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * How long something gets faster after its process has begun. System property: {@code settling},
 * the seconds for which it is watched.
 */
final class Settling {

    private static final double WATCHED = Double.parseDouble(System.getProperty("settling", "20"));

    /** What counts as the final speed. */
    private static final double NEAR = 1.03;

    /** Calls in a row whose median is compared. */
    private static final int ROW = 5;

    private Settling() {}

    /**
     * Seconds from the start of the process to the first call that takes at most 3 % longer than
     * those of the last quarter of the time, like most of the row that it begins.
     */
    static double seconds(Stopwatch.Task task) throws Exception {
        long start = ManagementFactory.getRuntimeMXBean().getStartTime();
        double before = (System.currentTimeMillis() - start) / 1e3;
        double[] ends = new double[1 << 20];
        int calls = 0;
        long begin = System.nanoTime();
        double now = 0;
        while (calls < ends.length && (now < WATCHED || calls < 2 * ROW)) {
            task.run();
            now = (System.nanoTime() - begin) / 1e9;
            ends[calls++] = now;
        }
        return before + settled(Arrays.copyOf(ends, calls));
    }

    /** From the ends of calls, in seconds from the begin of the first, to the begin of the row. */
    static double settled(double... ends) {
        double[] lengths = new double[ends.length];
        for (int i = 0; i < ends.length; i++) {
            lengths[i] = ends[i] - begin(ends, i);
        }
        int last = ends.length - ROW;
        while (last > 0 && ends[last] > 0.75 * ends[ends.length - 1]) {
            last--;
        }
        double fast = NEAR * median(lengths, last, ends.length);
        int first = 0;
        while (first < last
                && (lengths[first] > fast || median(lengths, first, first + ROW) > fast)) {
            first++;
        }
        return begin(ends, first);
    }

    private static double begin(double[] ends, int call) {
        return call == 0 ? 0 : ends[call - 1];
    }

    private static double median(double[] values, int from, int to) {
        return Spread.of(Arrays.copyOfRange(values, from, to)).median();
    }
}
