package dev.kiln.processor.graph.shape;

/** The geometry of everything that slides over an image: convolutions and pools. */
public record Window(Shape input, Pair kernel, Pair stride, Pair dilation, Padding padding) {

    /** Rows of the output; zero or negative where the kernel is larger than the padded input. */
    public int outputRows() {
        return outputs(
                input.height() + padding.top() + padding.bottom(),
                kernel.rows(),
                stride.rows(),
                dilation.rows());
    }

    /** Columns of the output; zero or negative where the kernel is larger than the padded input. */
    public int outputColumns() {
        return outputs(
                input.width() + padding.left() + padding.right(),
                kernel.columns(),
                stride.columns(),
                dilation.columns());
    }

    private static int outputs(int padded, int kernel, int stride, int dilation) {
        return Math.floorDiv(padded - (kernel - 1) * dilation - 1, stride) + 1;
    }

    public boolean fits() {
        return outputRows() > 0 && outputColumns() > 0;
    }

    public Shape output(int channels) {
        return new Shape(outputRows(), outputColumns(), channels);
    }

    /** Whether every output pixel is computed from the one input pixel at its own place. */
    public boolean isPointwise() {
        return kernel.equals(Pair.ONE) && stride.equals(Pair.ONE) && padding.isNone();
    }
}
