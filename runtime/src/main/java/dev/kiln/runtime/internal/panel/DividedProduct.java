package dev.kiln.runtime.internal.panel;

/**
 * A product that is divided among threads: by rows of pixels, by pixels where there is one row, or
 * by panels where there are more weights than numbers of the source: then each thread reads some of
 * the weights, and not all of them for some of the pixels. The arguments of a call are kept in
 * fields, so that a prediction allocates nothing.
 */
final class DividedProduct implements Crew.Rows {

    private Product product;
    private int pixels;
    private float[] source;
    private int from;
    private float[] panels;
    private int weight;
    private float[] bias;
    private float[] target;
    private int to;
    private float least;
    private boolean byPanels;
    private boolean byRows;

    void multiply(
            Crew crew,
            Product product,
            int pixels,
            float[] source,
            int from,
            float[] panels,
            int weight,
            float[] bias,
            float[] target,
            int to,
            float least) {
        this.product = product;
        this.pixels = pixels;
        this.source = source;
        this.from = from;
        this.panels = panels;
        this.weight = weight;
        this.bias = bias;
        this.target = target;
        this.to = to;
        this.least = least;
        int count = Panels.count(product.filters);
        this.byPanels = product.filters > pixels && count >= crew.parts();
        this.byRows = pixels > product.columns;
        try {
            if (byPanels) {
                crew.divide(this, count, 1);
            } else if (byRows) {
                crew.divide(this, (pixels - 1) / product.columns + 1, 1);
            } else {
                crew.divide(this, pixels, Tiles.ROWS);
            }
        } finally {
            this.source = null;
            this.panels = null;
            this.bias = null;
            this.target = null;
        }
    }

    @Override
    public void run(int begin, int end, Crew.Memory memory) {
        if (byPanels) {
            multiply(product.part(begin, end), 0, pixels, memory);
            return;
        }
        int first = byRows ? begin * product.columns : begin;
        int endPixel = byRows ? Math.min(pixels, end * product.columns) : end;
        multiply(product, first, endPixel, memory);
    }

    private void multiply(Product product, int first, int end, Crew.Memory memory) {
        Products.multiply(
                product,
                end - first,
                source,
                from + product.source(first),
                panels,
                weight,
                bias,
                target,
                to + product.target(first),
                least,
                memory.scratch(Products.SCRATCH),
                0,
                memory.lines(PanelVectors.PRODUCTS));
    }
}
