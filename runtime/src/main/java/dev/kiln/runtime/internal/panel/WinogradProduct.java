package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.panel.Panels.WIDTH;

/**
 * 3x3 convolutions in Winograd's tiles of 4x4 pixels, F(4x4, 3x3): transforms of patches of 6x6
 * pixels, a product at each of 36 positions, a transform back, then bias and ReLU. Some rows of
 * tiles go through at a time: as many as stay in a cache, and serve each weight that is loaded.
 */
public final class WinogradProduct {

    private static final int SIDE = 4;
    private static final int PATCH = 6;
    static final int POSITIONS = PATCH * PATCH;

    /** Floats of a cache line: positions an odd number of them apart share none of its sets. */
    private static final int LINE = 16;

    private final int pitch;
    private final int channels;
    private final int filters;
    private final int rows;
    private final int columns;
    private final int targetColumn;
    private final int targetRow;
    private final int tileRows;
    private final int tileColumns;
    private final int band;
    private final Product product;
    private final float[] zeros;

    /**
     * A convolution.
     *
     * @param pitch floats of a row of the source, in its border
     * @param channels of the source
     * @param filters channels of the result
     * @param rows of the result
     * @param columns of the result
     * @param targetColumn floats from a pixel of the target to its neighbor
     * @param targetRow floats from a pixel of the target to the one below it
     * @param band rows of tiles that go through at a time
     */
    public WinogradProduct(
            int pitch,
            int channels,
            int filters,
            int rows,
            int columns,
            int targetColumn,
            int targetRow,
            int band) {
        this.pitch = pitch;
        this.channels = channels;
        this.filters = filters;
        this.rows = rows;
        this.columns = columns;
        this.targetColumn = targetColumn;
        this.targetRow = targetRow;
        this.tileRows = (rows + SIDE - 1) / SIDE;
        this.tileColumns = (columns + SIDE - 1) / SIDE;
        this.band = band;
        int tiles = band * tileColumns;
        this.product =
                new Product(
                        tiles,
                        channels,
                        tiles * channels,
                        filters,
                        tiles * filters,
                        filters,
                        channels,
                        0);
        this.zeros = new float[filters];
    }

    /** Floats of working memory: patches, sums, six lines of pixels, and that of the products. */
    int scratch() {
        return POSITIONS * (apart(channels) + apart(filters)) + own();
    }

    /** Floats from a position to the next, an odd number of cache lines. */
    private int apart(int numbers) {
        return ((band * tileColumns * numbers + LINE - 1) / LINE | 1) * LINE;
    }

    /**
     * Convolves a sample.
     *
     * @param source in a border of zeros that holds all patches
     * @param from index of the first pixel of the border
     * @param panels of {@link WinogradPanels}
     * @param bias one number for each filter; null for zeros
     * @param to index of the first pixel in the target
     * @param work index of the working memory in {@code scratch}
     */
    public void forward(
            float[] source,
            int from,
            float[] panels,
            float[] bias,
            float[] target,
            int to,
            boolean relu,
            float[] scratch,
            int work,
            float[][] sums) {
        PanelVectors.PRODUCTS.await();
        float[] shift = bias == null ? zeros : bias;
        float least = Bound.of(relu);
        Crew crew = Crew.current();
        if (crew != null) {
            crew.winograd.forward(
                    crew, this, source, from, panels, shift, target, to, least, scratch, work);
            return;
        }
        bands(0, tileRows, source, from, panels, shift, target, to, least, scratch, work, sums);
    }

    int tileRows() {
        return tileRows;
    }

    /** Rows of tiles that go through at a time. */
    int band() {
        return band;
    }

    /** Rows of tiles, one band after the other. */
    void bands(
            int begin,
            int end,
            float[] source,
            int from,
            float[] panels,
            float[] bias,
            float[] target,
            int to,
            float least,
            float[] scratch,
            int work,
            float[][] sums) {
        int own = work + POSITIONS * (apart(channels) + apart(filters));
        for (int row = begin; row < end; row += band) {
            int height = Math.min(band, end - row);
            patches(source, from, row, 0, height, scratch, work, scratch, own);
            products(0, POSITIONS, height, panels, scratch, work, scratch, own, sums);
            results(row, 0, height, scratch, work, bias, target, to, least);
        }
    }

    /** Floats of working memory that each thread has for itself. */
    int own() {
        return PATCH * pitch + Products.SCRATCH;
    }

    /**
     * Transforms patches: first the columns of all pixels of a row of tiles, then the rows of each.
     *
     * @param row first row of tiles of the band
     * @param begin first row of them that is transformed, counted from there
     * @param strip memory of the thread, from {@code own} on
     */
    void patches(
            float[] source,
            int from,
            int row,
            int begin,
            int end,
            float[] scratch,
            int work,
            float[] strip,
            int own) {
        WinogradLines lines = lines();
        int apart = apart(channels);
        int n = (SIDE * (tileColumns - 1) + PATCH) * channels;
        for (int i = begin; i < end; i++) {
            lines.patches(n, source, from + (row + i) * SIDE * pitch, pitch, strip, own, pitch);
            for (int line = 0; line < PATCH; line++) {
                lines.patchRows(
                        tileColumns,
                        channels,
                        strip,
                        own + line * pitch,
                        scratch,
                        work + line * PATCH * apart + i * tileColumns * channels,
                        apart);
            }
        }
    }

    /** The products of a band of so many rows of tiles at some of the 36 positions. */
    void products(
            int begin,
            int end,
            int height,
            float[] panels,
            float[] scratch,
            int work,
            float[] memory,
            int own,
            float[][] sums) {
        int products = work + POSITIONS * apart(channels);
        int matrix = channels * Panels.count(filters) * WIDTH;
        for (int position = begin; position < end; position++) {
            Products.multiply(
                    product,
                    height * tileColumns,
                    scratch,
                    work + position * apart(channels),
                    panels,
                    position * matrix,
                    null,
                    scratch,
                    products + position * apart(filters),
                    Bound.NONE,
                    memory,
                    own + PATCH * pitch,
                    sums);
        }
    }

    /** Transforms back some rows of tiles of a band: first the rows of all, then the columns. */
    void results(
            int row,
            int begin,
            int end,
            float[] scratch,
            int work,
            float[] bias,
            float[] target,
            int to,
            float least) {
        WinogradLines lines = lines();
        int products = work + POSITIONS * apart(channels);
        int apart = apart(filters);
        for (int line = 0; line < PATCH; line++) {
            int at = products + line * PATCH * apart + begin * tileColumns * filters;
            lines.results((end - begin) * tileColumns * filters, scratch, at, apart);
        }
        for (int i = begin; i < end; i++) {
            int y = SIDE * (row + i);
            int there = Math.min(SIDE, rows - y);
            for (int x = 0; x < columns; x++) {
                int tile = i * tileColumns + x / SIDE;
                lines.column(
                        filters,
                        scratch,
                        products + x % SIDE * apart + tile * filters,
                        PATCH * apart,
                        bias,
                        0,
                        target,
                        to + y * targetRow + x * targetColumn,
                        targetRow,
                        there,
                        least);
            }
        }
    }

    private static WinogradLines lines() {
        return PanelVectors.LINES.on() ? LoadedLines.LINES : PlainLines.LINES;
    }
}
