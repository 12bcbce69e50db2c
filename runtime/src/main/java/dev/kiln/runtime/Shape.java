package dev.kiln.runtime;

/**
 * Shape of one sample, channels last: element (row, column, channel) stands at {@code (row * width
 * + column) * channels + channel}. A vector of n values is {@code 1x1xn}.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @param channels channels, at least 1
 */
public record Shape(int height, int width, int channels) {

    /**
     * Checks the three lengths.
     *
     * @throws IllegalArgumentException if a length is below 1 or the size exceeds an {@code int}
     */
    public Shape {
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException(
                    "shape " + text(height, width, channels) + " has a length below 1");
        }
        if (Math.multiplyHigh((long) height * width, channels) != 0
                || (long) height * width * channels > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "shape " + text(height, width, channels) + " has more than 2^31-1 elements");
        }
    }

    /** Shape of a vector: {@code 1x1xlength}. */
    public static Shape vector(int length) {
        return new Shape(1, 1, length);
    }

    /** Number of elements. */
    public int size() {
        return height * width * channels;
    }

    /** For example {@code 28x28x1}. */
    @Override
    public String toString() {
        return text(height, width, channels);
    }

    /** By hand, for the reason that {@link dev.kiln.runtime.weights.Layout} gives. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape
                && height == shape.height
                && width == shape.width
                && channels == shape.channels;
    }

    @Override
    public int hashCode() {
        return (height * 31 + width) * 31 + channels;
    }

    private static String text(int height, int width, int channels) {
        return height + "x" + width + "x" + channels;
    }
}
