package dev.kiln.processor.graph.shape;

/** Zeros (for maximum pooling: nothing) around an image. */
public record Padding(int top, int bottom, int left, int right) {

    public static final Padding NONE = new Padding(0, 0, 0, 0);

    /**
     * The padding that keeps the size of the image at stride 1: {@code dilation * (kernel - 1)} in
     * all, the odd one at the bottom and right. It does not depend on the size of the image.
     */
    public static Padding same(Pair kernel, Pair dilation) {
        int vertical = dilation.rows() * (kernel.rows() - 1);
        int horizontal = dilation.columns() * (kernel.columns() - 1);
        return new Padding(
                vertical / 2, vertical - vertical / 2, horizontal / 2, horizontal - horizontal / 2);
    }

    public boolean isNone() {
        return equals(NONE);
    }

    @Override
    public String toString() {
        if (top == bottom && left == right) {
            return top == left ? Integer.toString(top) : top + "x" + left;
        }
        return "{" + top + ", " + bottom + ", " + left + ", " + right + "}";
    }
}
