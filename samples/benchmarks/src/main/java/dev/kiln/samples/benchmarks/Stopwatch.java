package dev.kiln.samples.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Runs something for a while to warm up, then for several windows, and prints the median. */
final class Stopwatch {

    private static final long WARM_UP = nanoseconds("warm", 5);
    private static final long WINDOW = nanoseconds("window", 0.7);
    private static final int WINDOWS = Integer.getInteger("windows", 7);
    private static final int MOST_CALLS = 20_000;

    private final String peer;

    Stopwatch(String peer) {
        this.peer = peer;
    }

    private static long nanoseconds(String property, double seconds) {
        String given = System.getProperty(property);
        return (long) (1e9 * (given == null ? seconds : Double.parseDouble(given)));
    }

    /** Images per second; {@code images} is what one run counts for. */
    void throughput(String model, String metric, int images, Runnable run) {
        rate(WARM_UP, images, run);
        double[] rates = new double[WINDOWS];
        for (int i = 0; i < WINDOWS; i++) {
            rates[i] = rate(WINDOW, images, run);
        }
        print(model, metric, rates, "img/s");
    }

    private static double rate(long nanoseconds, int images, Runnable run) {
        long start = System.nanoTime();
        long runs = 0;
        long now = start;
        while (now - start < nanoseconds) {
            run.run();
            runs++;
            now = System.nanoTime();
        }
        return runs * images * 1e9 / (now - start);
    }

    /** Microseconds of single calls. */
    void latency(String model, String metric, Runnable run) {
        rate(WARM_UP, 1, run);
        double[] calls = new double[MOST_CALLS];
        long begin = System.nanoTime();
        int count = 0;
        while (count < MOST_CALLS
                && (count < 200 || System.nanoTime() - begin < WINDOW * WINDOWS)) {
            long start = System.nanoTime();
            run.run();
            calls[count++] = (System.nanoTime() - start) / 1000.0;
        }
        print(model, metric, Arrays.copyOf(calls, count), "us");
    }

    private void print(String model, String metric, double[] values, String unit) {
        Arrays.sort(values);
        System.out.printf(
                Locale.ROOT,
                "%s %s %s %.1f %s %.1f %.1f%n",
                peer,
                model,
                metric,
                values[values.length / 2],
                unit,
                values[0],
                values[values.length - 1]);
    }
}
