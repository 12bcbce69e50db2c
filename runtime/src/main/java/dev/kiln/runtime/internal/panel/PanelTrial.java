package dev.kiln.runtime.internal.panel;

import dev.kiln.runtime.internal.kernel.AccumulatorRows;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Runs the vector form of products and sweeps on small arrays until HotSpot has compiled it and it
 * has proved faster than the plain one. HotSpot counts calls and turns of loops. In the interpreter
 * a vector takes microseconds, so there the loops are short.
 */
final class PanelTrial {

    private static final int PIXELS = 104;
    private static final int FEW_PIXELS = 38;
    private static final int FILTERS = 96;
    private static final int NARROW = 48;
    private static final int LONG = 384;
    private static final int LONG_PIXELS = 24;
    private static final int DEPTH = 24;
    private static final int SHALLOW = 1;

    /** Runs of short loops that call each tile some 200 times: then its first compiler comes. */
    private static final int SHORT_RUNS = 10;

    /** Runs that make up the 15,000 turns that the second compiler waits for. */
    private static final int RUNS = 20;

    /**
     * A pause lets HotSpot work, and the application; each run before leaves a megabyte of boxes.
     */
    private static final long PAUSE_MILLIS = 10;

    /** A form that is not faster by then never is; the application has long been busy. */
    private static final long MOST_NANOS = 60_000_000_000L;

    /** Runs in a row that must be faster, so that one that was interrupted decides nothing. */
    private static final int IN_A_ROW = 3;

    private final Runnable brief;
    private final Runnable vector;
    private final double vectors;
    private final Runnable plain;
    private final double plains;

    /** Forms that take so many multiply-adds; one that is brief begins. */
    private PanelTrial(
            Runnable brief, Runnable vector, double vectors, Runnable plain, double plains) {
        this.brief = brief;
        this.vector = vector;
        this.vectors = vectors;
        this.plain = plain;
        this.plains = plains;
    }

    static PanelTrial of(PanelVectors.Kind kind) {
        return switch (kind) {
            case PRODUCTS -> ofProducts();
            case GRADIENTS -> ofGradients();
            default -> ofMaps(kind);
        };
    }

    /** Products, narrow and wide ones. */
    private static PanelTrial ofProducts() {
        float[] source = new float[PIXELS * DEPTH];
        float[] panels = new float[FILTERS * DEPTH];
        float[] target = new float[PIXELS * FILTERS];
        float[] scratch = new float[Products.SCRATCH];
        float[][] rows = AccumulatorRows.rows(FILTERS, PIXELS);
        Product wide = product(FILTERS, DEPTH);
        return new PanelTrial(
                products(SHALLOW, source, panels, target, scratch),
                products(DEPTH, source, panels, target, scratch),
                (double) FEW_PIXELS * DEPTH * (NARROW + FILTERS),
                new Runnable() {
                    @Override
                    public void run() {
                        PlainProduct.multiply(
                                wide, source, 0, panels, 0, null, target, 0, PIXELS, 0f, rows);
                    }
                },
                (double) PIXELS * DEPTH * FILTERS);
    }

    private static Product product(int filters, int depth) {
        return new Product(
                PIXELS, depth, PIXELS * depth, filters, PIXELS * filters, filters, depth, 0);
    }

    private static Runnable products(
            int depth, float[] source, float[] panels, float[] target, float[] scratch) {
        Product narrow = product(NARROW, depth);
        Product wide = product(FILTERS, depth);
        return new Runnable() {
            @Override
            public void run() {
                Products.vector(
                        narrow, FEW_PIXELS, source, 0, panels, 0, null, target, 0, 0f, scratch, 0);
                Products.vector(
                        wide, FEW_PIXELS, source, 0, panels, 0, null, target, 0, 0f, scratch, 0);
            }
        };
    }

    /** Sweeps over maps, which only need to be compiled. */
    private static PanelTrial ofMaps(PanelVectors.Kind kind) {
        float[] a = new float[PIXELS * FILTERS];
        float[] b = new float[PIXELS * FILTERS];
        Runnable plain =
                new Runnable() {
                    @Override
                    public void run() {
                        Arrays.fill(b, 0f);
                    }
                };
        return new PanelTrial(
                map(kind, 16, 16, a, b),
                map(kind, FILTERS, LONG, a, b),
                6.0 * FEW_PIXELS * LONG,
                plain,
                0);
    }

    /** {@code n}: numbers of a line, so many that a few hundred calls make up the turns. */
    private static Runnable map(PanelVectors.Kind kind, int channels, int n, float[] a, float[] b) {
        float[] row = new float[2 * PIXELS * FILTERS];
        return switch (kind) {
            case NORMALIZE -> () -> normalize(n, a, b, row);
            case SUM -> () -> sums(n, a, b, row);
            case POOL -> {
                MaxPool pool = new MaxPool(8, 13, channels, 4, 6, 3, 3, 2, 2, 1, 1);
                yield () -> pool.forward(1, a, b, 0, channels, row);
            }
            case DEPTHWISE -> {
                Depthwise depthwise = new Depthwise(8, 13, channels, 8, 13, 1, 1, 1, 1);
                yield () -> depthwise.forward(1, a, b, null, row, true, row);
            }
            default -> () -> lines(n, a, b, row);
        };
    }

    private static void normalize(int channels, float[] a, float[] b, float[] y) {
        Maps.normalize(0, LONG_PIXELS, channels, a, b, b, b, null, y, 0, channels, true);
        Maps.normalize(0, LONG_PIXELS, channels, a, b, b, b, a, y, 0, channels, true);
    }

    private static void sums(int channels, float[] a, float[] b, float[] y) {
        for (int i = 0; i < FEW_PIXELS; i++) {
            LoadedSweeps.SWEEPS.sum(channels, a, 0, b, 0, y, 0, 0f);
        }
    }

    private static void lines(int channels, float[] a, float[] b, float[] y) {
        for (int i = 0; i < FEW_PIXELS; i++) {
            LoadedLines.LINES.patches(channels, a, 0, channels, y, 0, channels);
            LoadedLines.LINES.results(channels, y, 0, channels);
            LoadedLines.LINES.column(channels, a, 0, channels, b, 0, y, 0, channels, 4, 0f);
        }
    }

    /** Gradients of weights. */
    private static PanelTrial ofGradients() {
        float[] outputGradient = new float[PIXELS * FILTERS];
        float[] gradient = new float[DEPTH * FILTERS];
        float[] scratch = new float[WeightGradients.SCRATCH];
        float[][] rows = AccumulatorRows.rows(FILTERS, FILTERS);
        Runnable plain =
                new Runnable() {
                    @Override
                    public void run() {
                        PlainWeightGradient.add(
                                DEPTH,
                                0,
                                PIXELS,
                                outputGradient,
                                FILTERS,
                                gradient,
                                0,
                                scratch,
                                rows);
                    }
                };
        double products = (double) PIXELS * DEPTH * FILTERS;
        return new PanelTrial(
                gradients(SHALLOW, outputGradient, gradient, scratch),
                gradients(PIXELS, outputGradient, gradient, scratch),
                products,
                plain,
                products);
    }

    private static Runnable gradients(
            int pixels, float[] outputGradient, float[] gradient, float[] scratch) {
        return new Runnable() {
            @Override
            public void run() {
                VectorWeightGradient.add(
                        DEPTH, 0, pixels, outputGradient, FILTERS, gradient, 0, scratch);
            }
        };
    }

    /**
     * Whether vectors are faster. While neither form is compiled their race says nothing; vectors
     * that are not compiled take tens of nanoseconds for a multiply-add.
     */
    boolean vectorsAreFaster() {
        try {
            long begin = System.nanoTime();
            for (int run = 0; run < SHORT_RUNS; run++) {
                brief.run();
            }
            for (int run = 0; run < RUNS; run++) {
                vector.run();
            }
            int faster = 0;
            while (System.nanoTime() - begin < MOST_NANOS) {
                double one = time(vector) / vectors;
                boolean isCompiled = one < 1;
                faster = isCompiled && one < time(plain) / plains ? faster + 1 : 0;
                if (faster == IN_A_ROW) {
                    return true;
                }
                if (!isCompiled) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static double time(Runnable form) {
        long begin = System.nanoTime();
        form.run();
        return System.nanoTime() - begin;
    }
}
