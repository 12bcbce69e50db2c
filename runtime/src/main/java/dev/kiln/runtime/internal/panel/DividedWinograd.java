package dev.kiln.runtime.internal.panel;

/**
 * A convolution in Winograd's tiles whose rows of tiles are divided among threads; its arguments
 * are kept in fields.
 */
final class DividedWinograd implements Crew.Rows {

    private WinogradProduct product;
    private float[] source;
    private int from;
    private float[] panels;
    private float[] bias;
    private float[] target;
    private int to;
    private float least;

    void forward(
            Crew crew,
            WinogradProduct product,
            int tileRows,
            float[] source,
            int from,
            float[] panels,
            float[] bias,
            float[] target,
            int to,
            float least) {
        this.product = product;
        this.source = source;
        this.from = from;
        this.panels = panels;
        this.bias = bias;
        this.target = target;
        this.to = to;
        this.least = least;
        try {
            crew.divide(this, tileRows, 1);
        } finally {
            this.source = null;
            this.panels = null;
            this.bias = null;
            this.target = null;
        }
    }

    @Override
    public void run(int begin, int end, Crew.Memory memory) {
        product.bands(
                begin,
                end,
                source,
                from,
                panels,
                bias,
                target,
                to,
                least,
                memory.scratch(product.scratch()),
                0,
                PanelVectors.PRODUCTS.on() ? null : memory.rows());
    }
}
