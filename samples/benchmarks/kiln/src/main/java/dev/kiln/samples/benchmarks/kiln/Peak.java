package dev.kiln.samples.benchmarks.kiln;

import dev.kiln.samples.benchmarks.Line;
import dev.kiln.samples.benchmarks.Spread;
import dev.kiln.samples.benchmarks.Stopwatch;

/**
 * Prints the most that one core computes: billions of operations per second, in the best of the
 * windows, because what disturbs one says nothing of the core.
 */
public final class Peak {

    private static float sink;

    private Peak() {}

    /** Measures {@link FmaLimit}. */
    public static void main(String[] arguments) throws Exception {
        Spread runs = Stopwatch.throughput(1, () -> sink += FmaLimit.run());
        print("fma", runs.high() * FmaLimit.flops() / 1e9, "GFLOP/s");
        print("width", FmaLimit.bits(), "bits");
    }

    private static void print(String metric, double value, String unit) {
        System.out.println(new Line("peak", "-", metric, Spread.of(value), unit).text());
    }
}
