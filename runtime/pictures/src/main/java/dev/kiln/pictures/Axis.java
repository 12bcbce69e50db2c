package dev.kiln.pictures;

import java.util.ArrayList;
import java.util.List;

/**
 * Numbers along an edge of a chart.
 *
 * @param from least number
 * @param to largest number, above it
 * @param step distance of the numbers that are written: 1, 2 or 5 times a power of ten
 */
record Axis(double from, double to, double step) {

    /** An axis whose ends are those of the values. */
    static Axis exactly(double from, double to, int ticks, double leastStep) {
        return new Axis(from, to, Math.max(leastStep, niceStep((to - from) / ticks)));
    }

    /**
     * An axis whose ends are written numbers, on which the values leave little room; it begins at 0
     * where that costs less than half of it.
     */
    static Axis around(double least, double most, int ticks) {
        double low = least >= 0 && least < 0.6 * most ? 0 : least;
        double high = most > low ? most : low + (low == 0 ? 1 : Math.abs(low) / 2);
        if (low == most && low > 0) {
            low = 0;
        }
        double step = niceStep((high - low) / ticks);
        double to = Math.ceil(high / step - 1e-9) * step;
        return new Axis(Math.floor(low / step + 1e-9) * step, to, step);
    }

    private static double niceStep(double raw) {
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double digit = raw / power;
        return (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10) * power;
    }

    /** The numbers that are written. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** Digits behind the point that tell ticks apart. */
    int digits() {
        return Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
    }

    /** Where a number stands, from 0 to 1. */
    double place(double value) {
        return (value - from) / (to - from);
    }
}
