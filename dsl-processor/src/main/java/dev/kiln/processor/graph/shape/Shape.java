package dev.kiln.processor.graph.shape;

/** Height, width and channels of one sample. A vector of n features is 1x1xn. */
public record Shape(int height, int width, int channels) {

    /**
     * The shape of what a faulty layer returns: compatible with everything, so one mistake is one
     * error.
     */
    public static final Shape UNKNOWN = new Shape(0, 0, 0);

    /** A vector of {@code features} numbers. */
    public static Shape vector(int features) {
        return new Shape(1, 1, features);
    }

    public boolean known() {
        return !equals(UNKNOWN);
    }

    public boolean isVector() {
        return height == 1 && width == 1;
    }

    public int pixels() {
        return Math.multiplyExact(height, width);
    }

    /** Numbers in one sample. */
    public int size() {
        return Math.multiplyExact(pixels(), channels);
    }

    @Override
    public String toString() {
        return isVector() ? Integer.toString(channels) : height + "x" + width + "x" + channels;
    }
}
