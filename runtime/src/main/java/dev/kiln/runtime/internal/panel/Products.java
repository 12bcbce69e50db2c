package dev.kiln.runtime.internal.panel;

import dev.kiln.runtime.internal.kernel.AccumulatorRows;

/** Products of large layers, in the form that is fastest in this JVM at this moment. */
public final class Products {

    /** Floats of working memory. */
    public static final int SCRATCH = Edge.SIZE + PackedProduct.SIZE;

    /** Rows of sums of the plain form, for {@link AccumulatorRows#rows}. */
    public static final int SUMS = PlainProduct.SUMS;

    /** Numbers in each of them. */
    public static final int LENGTH = PlainProduct.LENGTH;

    private Products() {}

    /** Has vectors compiled while the application reads weights: a predictor has been made. */
    public static void expectImage() {
        PanelVectors.expectImage();
    }

    /** The predictor has predicted for the first time: there is time for other vectors. */
    public static void endImage() {
        PanelVectors.endImage();
    }

    /**
     * Sums for some pixels and all filters: each begins with the bias, and is one chain of fused
     * multiply-adds over the runs of the product.
     *
     * @param pixels how many, from the first one on
     * @param source what is read
     * @param from where the first pixel reads
     * @param panels the weights, in {@link Panels}
     * @param firstPanel index of the first weight
     * @param bias one number for each filter; null for zeros
     * @param target receives the sums
     * @param to where the first pixel is in the target
     * @param relu whether negative sums become 0
     * @param scratch working memory, of which {@link #SCRATCH} floats from {@code work} on are used
     * @param rows {@link #SUMS} rows of {@link #LENGTH} numbers
     */
    public static void multiply(
            Product product,
            int pixels,
            float[] source,
            int from,
            float[] panels,
            int firstPanel,
            float[] bias,
            float[] target,
            int to,
            boolean relu,
            float[] scratch,
            int work,
            float[][] rows) {
        PanelVectors.PRODUCTS.await();
        float least = Bound.of(relu);
        Crew crew = Crew.current();
        if (crew != null && Crew.pays((long) pixels * product.filters * product.depth())) {
            crew.product.multiply(
                    crew,
                    product,
                    pixels,
                    source,
                    from,
                    panels,
                    firstPanel,
                    bias,
                    target,
                    to,
                    least);
        } else {
            multiply(
                    product,
                    pixels,
                    source,
                    from,
                    panels,
                    firstPanel,
                    bias,
                    target,
                    to,
                    least,
                    scratch,
                    work,
                    rows);
        }
    }

    static void multiply(
            Product product,
            int pixels,
            float[] source,
            int from,
            float[] panels,
            int firstPanel,
            float[] bias,
            float[] target,
            int to,
            float least,
            float[] scratch,
            int work,
            float[][] rows) {
        if (PanelVectors.PRODUCTS.on()) {
            vector(
                    product,
                    pixels,
                    source,
                    from,
                    panels,
                    firstPanel,
                    bias,
                    target,
                    to,
                    least,
                    scratch,
                    work);
        } else {
            PlainProduct.multiply(
                    product,
                    source,
                    from,
                    panels,
                    firstPanel,
                    bias,
                    target,
                    to,
                    pixels,
                    least,
                    rows);
        }
    }

    static void vector(
            Product product,
            int pixels,
            float[] source,
            int from,
            float[] panels,
            int firstPanel,
            float[] bias,
            float[] target,
            int to,
            float least,
            float[] scratch,
            int work) {
        if (PackedProduct.pays(product)) {
            PackedProduct.multiply(
                    product,
                    source,
                    from,
                    panels,
                    firstPanel,
                    bias,
                    target,
                    to,
                    pixels,
                    least,
                    scratch,
                    work);
        } else {
            VectorProduct.multiply(
                    product,
                    source,
                    from,
                    panels,
                    firstPanel,
                    bias,
                    target,
                    to,
                    pixels,
                    least,
                    scratch,
                    work);
        }
    }
}
