package dev.kiln.samples.benchmarks;

import java.util.Arrays;

/**
 * Runs something for a while to warm up, then for several windows. System properties: {@code warm}
 * and {@code window} in seconds, {@code windows}.
 */
public final class Stopwatch {

    private static final double WARM_UP = seconds("warm", 5);
    private static final double WINDOW = seconds("window", 0.7);
    private static final int WINDOWS = Integer.getInteger("windows", 7);
    private static final int MOST_CALLS = 20_000;
    private static final int FEWEST_CALLS = 100;

    private Stopwatch() {}

    /** Something that is timed. */
    public interface Task {
        void run() throws Exception;
    }

    private static double seconds(String property, double otherwise) {
        String given = System.getProperty(property);
        return given == null ? otherwise : Double.parseDouble(given);
    }

    /** Images per second of each window; {@code images} is what one run counts for. */
    public static Spread throughput(int images, Task task) throws Exception {
        warmUp(task);
        double[] rates = new double[WINDOWS];
        for (int i = 0; i < WINDOWS; i++) {
            rates[i] = images * rate(WINDOW, task);
        }
        return Spread.of(rates);
    }

    /** Microseconds of single calls. */
    public static Spread latency(Task task) throws Exception {
        warmUp(task);
        double[] calls = new double[MOST_CALLS];
        long begin = System.nanoTime();
        int count = 0;
        while (count < MOST_CALLS
                && (count < FEWEST_CALLS || System.nanoTime() - begin < 1e9 * WINDOW * WINDOWS)) {
            long start = System.nanoTime();
            task.run();
            calls[count++] = (System.nanoTime() - start) / 1e3;
        }
        return Spread.of(Arrays.copyOf(calls, count));
    }

    /** Runs it until the warm-up is over, at least twice. */
    public static void warmUp(Task task) throws Exception {
        task.run();
        rate(WARM_UP, task);
    }

    private static double rate(double seconds, Task task) throws Exception {
        long start = System.nanoTime();
        long runs = 0;
        long now = start;
        while (now - start < 1e9 * seconds || runs == 0) {
            task.run();
            runs++;
            now = System.nanoTime();
        }
        return runs * 1e9 / (now - start);
    }
}
