package dev.kiln.samples.benchmarks;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * Runs something to warm up, then for several windows. It is warm when the just-in-time compiler
 * has had nothing to finish for a while. System properties: {@code warm}, the least and the quiet
 * part of the warm-up, and {@code window}, both in seconds; {@code windows}.
 */
public final class Stopwatch {

    private static final double WARM_UP = seconds("warm", 1);
    private static final double WINDOW = seconds("window", 0.7);
    private static final int WINDOWS = Integer.getInteger("windows", 7);
    private static final double LONGEST_WARM_UP = 15 * WARM_UP;
    private static final int MOST_CALLS = 20_000;
    private static final int FEWEST_CALLS = 15;

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

    private static void warmUp(Task task) throws Exception {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long begin = System.nanoTime();
        long compiled;
        do {
            compiled = compiler.getTotalCompilationTime();
            run(task);
        } while (compiler.getTotalCompilationTime() > compiled
                && System.nanoTime() - begin < 1e9 * LONGEST_WARM_UP);
    }

    /** Runs it for the shortest warm-up. */
    static void run(Task task) throws Exception {
        rate(WARM_UP, task);
    }

    /** Runs per second, of as many as begin within so many seconds. */
    public static double rate(double seconds, Task task) throws Exception {
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
