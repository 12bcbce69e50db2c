package dev.kiln.processor.graph;

import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;

/** Something the network learns. {@code name} is its name in files, e.g. {@code conv1.weight}. */
public record Parameter(
        String name, Kind kind, Layout layout, Initializer initializer, Training training) {

    public enum Kind {
        WEIGHT,
        BIAS,
        SCALE,
        RUNNING_MEAN,
        RUNNING_VARIANCE
    }

    public enum Initializer {
        HE,
        GLOROT,
        ZERO,
        ONE
    }

    /**
     * How training treats it.
     *
     * @param l1 factor of the sum of absolute values in the loss
     * @param l2 factor of the sum of squares in the loss
     * @param frozen whether it stays as it was loaded
     */
    public record Training(double l1, double l2, boolean frozen) {

        public static final Training USUAL = new Training(0, 0, false);

        public Training withoutPenalty() {
            return new Training(0, 0, frozen);
        }

        public boolean isPenalized() {
            return !frozen && (l1 != 0 || l2 != 0);
        }
    }

    /** How the numbers lie in memory and in files. */
    public sealed interface Layout permits Convolution, Dense, Vector {
        int size();
    }

    /**
     * Memory [kernel rows * kernel columns * inputsPerGroup x outputs], file [outputs,
     * inputsPerGroup, rows, columns].
     */
    public record Convolution(int outputs, int inputsPerGroup, Pair kernel) implements Layout {
        @Override
        public int size() {
            return Math.multiplyExact(
                    Math.multiplyExact(outputs, inputsPerGroup),
                    Math.multiplyExact(kernel.rows(), kernel.columns()));
        }
    }

    /** Memory [rows * columns * channels x units], file [units, channels * rows * columns]. */
    public record Dense(int units, Shape input) implements Layout {
        @Override
        public int size() {
            return Math.multiplyExact(units, input.size());
        }
    }

    /** Memory and file [size]. */
    public record Vector(int size) implements Layout {}

    /** A parameter that is trained without a penalty. */
    public Parameter(String name, Kind kind, Layout layout, Initializer initializer) {
        this(name, kind, layout, initializer, Training.USUAL);
    }

    public int size() {
        return layout.size();
    }

    /** Whether gradients change it. */
    public boolean isTrained() {
        return !isStatistic() && !training.frozen();
    }

    /** Whether it is a running statistic: part of the state of a network, but nothing it learns. */
    public boolean isStatistic() {
        return kind == Kind.RUNNING_MEAN || kind == Kind.RUNNING_VARIANCE;
    }

    public static Parameter bias(String layer, int size) {
        return bias(layer, size, Training.USUAL);
    }

    public static Parameter bias(String layer, int size, Training training) {
        return new Parameter(
                layer + ".bias",
                Kind.BIAS,
                new Vector(size),
                Initializer.ZERO,
                training.withoutPenalty());
    }
}
