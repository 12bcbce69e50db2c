package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Zeros that a kernel puts around a copy of its source, so that its loops have no cases at the
 * edges.
 */
public record Border(int top, int bottom, int left, int right) {

    public static Border ofInput(Window w) {
        return of(w.input(), List.of(Axis.forwardRows(w)), List.of(Axis.forwardColumns(w)));
    }

    public static Border ofOutputGradient(Window w) {
        return of(w.output(1), Axis.gradientRows(w), Axis.gradientColumns(w));
    }

    private static Border of(Shape source, List<Axis> rows, List<Axis> columns) {
        return new Border(
                most(rows, a -> -a.lowest()),
                most(rows, a -> a.highest() - source.height() + 1),
                most(columns, a -> -a.lowest()),
                most(columns, a -> a.highest() - source.width() + 1));
    }

    private static int most(List<Axis> axes, ToIntFunction<Axis> zeros) {
        return Math.max(0, axes.stream().filter(a -> a.taps() > 0).mapToInt(zeros).max().orElse(0));
    }

    public boolean isNone() {
        return top + bottom + left + right == 0;
    }

    /** The source with its border. */
    public Shape around(Shape source) {
        return new Shape(
                top + source.height() + bottom, left + source.width() + right, source.channels());
    }

    int scratch(Shape source) {
        return isNone() ? 0 : around(source).size();
    }
}
