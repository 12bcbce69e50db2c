package dev.kiln.runtime.internal.panel;

/**
 * The geometry of a product of pixels with weights in {@link Panels}: what a convolution, a 1x1
 * convolution or one of their input gradients is made of. Each pixel of a target reads some runs of
 * neighboring floats of a source, and each of its channels is one chain of fused multiply-adds over
 * these runs, from the first float of the first run to the last of the last.
 */
public final class Product {

    /** Floats of a run that are taken at a time, so that their weights stay in the cache. */
    private static final int PIECE = 512;

    /** Floats of the source that are read again for each panel, from the second-level cache. */
    private static final int BLOCK = 1 << 17;

    final int columns;
    final int sourceColumn;
    final int sourceRow;
    final int targetColumn;
    final int targetRow;

    /** The first channel of the target that is computed; those up to {@link #filters} are. */
    final int firstFilter;

    final int filters;
    final int run;
    private final int[] runs;

    /** Products with some of the panels, by the first one. */
    private final Product[] parts;

    /**
     * A product.
     *
     * @param columns pixels in a row of the target
     * @param sourceColumn floats from where a pixel reads to where its neighbor reads
     * @param sourceRow floats from where a pixel reads to where the one below it reads
     * @param targetColumn floats from a pixel of the target to its neighbor
     * @param targetRow floats from a pixel of the target to the one below it
     * @param filters channels of the target that are computed
     * @param run floats of each run
     * @param runs where the runs begin, counted from where a pixel reads
     */
    public Product(
            int columns,
            int sourceColumn,
            int sourceRow,
            int targetColumn,
            int targetRow,
            int filters,
            int run,
            int... runs) {
        this(
                columns,
                sourceColumn,
                sourceRow,
                targetColumn,
                targetRow,
                0,
                filters,
                run,
                runs.clone(),
                new Product[Panels.count(filters)]);
    }

    private Product(
            int columns,
            int sourceColumn,
            int sourceRow,
            int targetColumn,
            int targetRow,
            int firstFilter,
            int filters,
            int run,
            int[] runs,
            Product[] parts) {
        this.columns = columns;
        this.sourceColumn = sourceColumn;
        this.sourceRow = sourceRow;
        this.targetColumn = targetColumn;
        this.targetRow = targetRow;
        this.firstFilter = firstFilter;
        this.filters = filters;
        this.run = run;
        this.runs = runs;
        this.parts = parts;
    }

    /** Some of the panels, of all pixels. It is kept, so that only first calls allocate. */
    Product part(int firstPanel, int endPanel) {
        int end = Math.min(filters, endPanel * Panels.WIDTH);
        Product part = parts[firstPanel];
        if (part == null || part.filters != end) {
            part =
                    new Product(
                            columns,
                            sourceColumn,
                            sourceRow,
                            targetColumn,
                            targetRow,
                            firstPanel * Panels.WIDTH,
                            end,
                            run,
                            runs,
                            parts);
            parts[firstPanel] = part;
        }
        return part;
    }

    int runs() {
        return runs.length;
    }

    int run(int number) {
        return runs[number];
    }

    /** Multiply-adds of each number of the target. */
    int depth() {
        return runs.length * run;
    }

    /** Floats of a run that are taken at a time: even parts. */
    int piece() {
        int pieces = (run + PIECE - 1) / PIECE;
        return (run + pieces - 1) / pieces;
    }

    /** So many pixels in whole rows, in even parts, whose sources stay in a cache together. */
    int block(int pixels) {
        int rows = (pixels + columns - 1) / columns;
        int most = Math.max(1, BLOCK / Math.min(sourceRow, columns * run));
        int blocks = (rows + most - 1) / most;
        return columns * ((rows + blocks - 1) / blocks);
    }

    /** Where a pixel reads, counted from where the first one reads. */
    int source(int pixel) {
        return pixel / columns * sourceRow + pixel % columns * sourceColumn;
    }

    /** Where a pixel is in the target, counted from the first one. */
    int target(int pixel) {
        return pixel / columns * targetRow + pixel % columns * targetColumn;
    }

    /** Whether pixels follow each other evenly in the target, from row to row too. */
    boolean isEven() {
        return targetRow == columns * targetColumn;
    }
}
