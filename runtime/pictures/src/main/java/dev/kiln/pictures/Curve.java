package dev.kiln.pictures;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One line of a chart. Numbers that are NaN or infinite are gaps.
 *
 * @param name what it is of
 * @param style its color
 * @param faint whether it only accompanies another: a thin line without points, name or words
 * @param x from left to right
 * @param y as many
 */
record Curve(String name, String style, boolean faint, List<Double> x, List<Double> y) {

    Curve {
        x = List.copyOf(x);
        y = List.copyOf(y);
    }

    boolean isEmpty() {
        return IntStream.range(0, y.size()).noneMatch(this::isThere);
    }

    boolean isThere(int i) {
        return Double.isFinite(y.get(i));
    }

    /** At most so many points, each the mean of its neighbors. */
    Curve thinned(int most) {
        int size = y.size();
        if (size <= most) {
            return this;
        }
        List<Double> means = new ArrayList<>();
        List<Double> places = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            int from = (int) ((long) size * i / most);
            int to = (int) ((long) size * (i + 1) / most);
            means.add(mean(y.subList(from, to)));
            places.add(mean(x.subList(from, to)));
        }
        return new Curve(name, style, faint, places, means);
    }

    private static double mean(List<Double> values) {
        return values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }
}
