package dev.kiln.samples.benchmarks;

import java.util.Arrays;

/** The median of several values, with the smallest and the largest. */
public record Spread(double median, double low, double high) {

    /** Of at least one value. */
    public static Spread of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median =
                sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** In another unit, of which so many are one of this. */
    public Spread times(double factor) {
        return new Spread(factor * median, factor * low, factor * high);
    }
}
