package dev.kiln.runtime.internal.panel;

import dev.kiln.runtime.internal.kernel.AccumulatorRows;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Runs the vector form of products on small arrays until HotSpot has compiled it and it has proved
 * faster than the plain one.
 */
final class PanelTrial {

    private static final int PIXELS = 104;
    private static final int FILTERS = 96;
    private static final int DEPTH = 24;

    /** Runs that call each tile some hundred times, which is when HotSpot takes it up. */
    private static final int RUNS = 6;

    /** A pause lets HotSpot and the application work, where there is one core for all. */
    private static final long PAUSE_MILLIS = 5;

    /** A form that is not faster by then never is; the application has long been busy. */
    private static final long MOST_NANOS = 60_000_000_000L;

    /** Runs in a row that must be faster, so that one that was interrupted decides nothing. */
    private static final int IN_A_ROW = 3;

    private PanelTrial() {}

    /** Whether products are faster as vectors. */
    static boolean ofProducts() {
        Product narrow = new Product(PIXELS, DEPTH, PIXELS * DEPTH, 48, PIXELS * 48, 48, DEPTH, 0);
        Product wide =
                new Product(
                        PIXELS,
                        DEPTH,
                        PIXELS * DEPTH,
                        FILTERS,
                        PIXELS * FILTERS,
                        FILTERS,
                        DEPTH,
                        0);
        float[] source = new float[PIXELS * DEPTH];
        float[] panels = new float[FILTERS * DEPTH];
        float[] target = new float[PIXELS * FILTERS];
        float[] scratch = new float[Products.SCRATCH];
        float[][] rows = AccumulatorRows.rows(FILTERS, PIXELS);
        return isFaster(
                new Runnable() {
                    @Override
                    public void run() {
                        Products.vector(
                                narrow, 38, source, 0, panels, 0, null, target, 0, 0f, scratch, 0);
                        Products.vector(
                                wide, 38, source, 0, panels, 0, null, target, 0, 0f, scratch, 0);
                    }
                },
                new Runnable() {
                    @Override
                    public void run() {
                        PlainProduct.multiply(
                                wide, source, 0, panels, 0, null, target, 0, PIXELS, 0f, rows);
                    }
                },
                38L * DEPTH * (48 + FILTERS),
                (long) PIXELS * DEPTH * FILTERS);
    }

    /** Whether sweeps over maps are compiled: more than a number in a nanosecond. */
    static boolean ofMaps() {
        int size = PIXELS * FILTERS;
        float[] a = new float[size];
        float[] b = new float[size];
        float[] row = new float[13 * size];
        MaxPool pool = new MaxPool(8, 13, FILTERS, 4, 6, 3, 3, 2, 2, 1, 1);
        Depthwise depthwise = new Depthwise(8, 13, FILTERS, 8, 13, 1, 1, 1, 1);
        return isFaster(
                new Runnable() {
                    @Override
                    public void run() {
                        Maps.normalize(PIXELS, FILTERS, a, b, b, b, null, row, 0, FILTERS, true);
                        Maps.normalize(PIXELS, FILTERS, a, b, b, b, a, row, 0, FILTERS, true);
                        Maps.sum(size, a, a, b, true);
                        pool.forward(1, a, b, 0, FILTERS, row);
                        depthwise.forward(1, a, b, null, row, true, row);
                    }
                },
                new Runnable() {
                    @Override
                    public void run() {
                        Arrays.fill(b, 0f);
                    }
                },
                5L * size,
                0);
    }

    /** Whether weight gradients are faster as vectors. */
    static boolean ofGradients() {
        float[] outputGradient = new float[PIXELS * FILTERS];
        float[] gradient = new float[DEPTH * FILTERS];
        float[] scratch = new float[WeightGradients.SCRATCH];
        float[][] rows = AccumulatorRows.rows(FILTERS, FILTERS);
        return isFaster(
                new Runnable() {
                    @Override
                    public void run() {
                        VectorWeightGradient.add(
                                DEPTH, 0, PIXELS, outputGradient, FILTERS, gradient, 0, scratch);
                    }
                },
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
                },
                (long) PIXELS * DEPTH * FILTERS,
                (long) PIXELS * DEPTH * FILTERS);
    }

    /**
     * Runs both forms, of which each takes so many multiply-adds. While neither is compiled their
     * race says nothing; vectors that are not compiled take 20 nanoseconds for a multiply-add.
     */
    private static boolean isFaster(Runnable vector, Runnable plain, long vectors, long plains) {
        try {
            for (int run = 0; run < RUNS; run++) {
                vector.run();
            }
            long begin = System.nanoTime();
            int faster = 0;
            while (System.nanoTime() - begin < MOST_NANOS) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                double one = time(vector) / vectors;
                boolean compiled = one < 1;
                faster = compiled && one < time(plain) / plains ? faster + 1 : 0;
                if (faster == IN_A_ROW) {
                    return true;
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
