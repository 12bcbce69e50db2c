package dev.kiln.runtime.internal.panel;

/**
 * A convolution in Winograd's tiles that is divided among threads; its arguments are kept in
 * fields. Each thread takes some bands of rows of tiles; where there are too few bands, all threads
 * go through each together, and share the 36 products of a band rather than its few pixels.
 */
final class DividedWinograd implements Crew.Rows, Crew.Phases {

    private static final int PATCHES = 0;
    private static final int PRODUCTS = 1;
    private static final int PHASES = 3;

    private WinogradProduct product;
    private float[] source;
    private int from;
    private float[] panels;
    private float[] bias;
    private float[] target;
    private int to;
    private float least;
    private float[] scratch;
    private int work;

    /**
     * Convolves a sample.
     *
     * @param scratch working memory for a band, from {@code work} on
     */
    void forward(
            Crew crew,
            WinogradProduct product,
            float[] source,
            int from,
            float[] panels,
            float[] bias,
            float[] target,
            int to,
            float least,
            float[] scratch,
            int work) {
        this.product = product;
        this.source = source;
        this.from = from;
        this.panels = panels;
        this.bias = bias;
        this.target = target;
        this.to = to;
        this.least = least;
        this.scratch = scratch;
        this.work = work;
        try {
            int bands = (product.tileRows() + product.band() - 1) / product.band();
            if (bands < crew.threads()) {
                crew.phases(this, bands * PHASES);
            } else {
                crew.divide(this, product.tileRows(), 1);
            }
        } finally {
            this.source = null;
            this.panels = null;
            this.bias = null;
            this.target = null;
            this.scratch = null;
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
                memory.lines(PanelVectors.PRODUCTS));
    }

    @Override
    public void run(int phase, int part, int parts, Crew.Memory memory) {
        int row = phase / PHASES * product.band();
        int height = Math.min(product.band(), product.tileRows() - row);
        int all = phase % PHASES == PRODUCTS ? WinogradProduct.POSITIONS : height;
        int begin = all * part / parts;
        int end = all * (part + 1) / parts;
        if (begin == end) {
            return;
        }
        float[] own = memory.scratch(product.own());
        switch (phase % PHASES) {
            case PATCHES -> product.patches(source, from, row, begin, end, scratch, work, own, 0);
            case PRODUCTS ->
                    product.products(
                            begin,
                            end,
                            height,
                            panels,
                            scratch,
                            work,
                            own,
                            0,
                            memory.lines(PanelVectors.PRODUCTS));
            default -> product.results(row, begin, end, scratch, work, bias, target, to, least);
        }
    }
}
