package dev.kiln.processor.graph;

/** Something the network learns. {@code name} is its name in files, e.g. {@code conv1.weight}. */
public record Parameter(String name, Kind kind, Layout layout, Initializer initializer) {

    public enum Kind {
        WEIGHT,
        BIAS
    }

    public enum Initializer {
        HE,
        GLOROT,
        ZERO
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

    public int size() {
        return layout.size();
    }

    public static Parameter bias(String layer, int size) {
        return new Parameter(layer + ".bias", Kind.BIAS, new Vector(size), Initializer.ZERO);
    }
}
