package dev.kiln.runtime.internal.panel;

/**
 * Derivatives of the loss by the weights of large layers. Each is one chain of fused multiply-adds
 * over the pixels of all samples.
 */
public final class WeightGradients {

    /** Pixels that are taken at a time. */
    static final int PIXELS = 192;

    /** Floats of a run, or of some whole runs, that are taken at a time. */
    static final int PIECE = 288;

    /** Floats of working memory. */
    public static final int SCRATCH =
            PIXELS * PIECE + Tiles.ROWS + Edge.SIZE + PIXELS * Panels.WIDTH;

    private WeightGradients() {}

    /**
     * Adds to the gradient of weights.
     *
     * @param input samples one after the other
     * @param outputGradient {@code filters} floats for each pixel
     * @param gradient [runs x floats of a run x filters]; modified
     * @param scratch working memory, of which {@link #SCRATCH} floats are used
     * @param rows {@link Products#SUMS} rows of {@link Products#LENGTH} numbers
     */
    public static void add(
            Patches patches,
            int samples,
            float[] input,
            float[] outputGradient,
            int filters,
            float[] gradient,
            float[] scratch,
            float[][] rows) {
        int pixels = samples * patches.pixels();
        int run = patches.run();
        int pieces = (run + PIECE - 1) / PIECE;
        int piece = (run + pieces - 1) / pieces;
        int together = Math.max(1, PIECE / run);
        for (int pixel = 0; pixel < pixels; pixel += PIXELS) {
            int end = Math.min(pixels, pixel + PIXELS);
            for (int first = 0; first < patches.runs(); first += together) {
                int runs = Math.min(together, patches.runs() - first);
                for (int k = 0; k < run; k += piece) {
                    int length = Math.min(piece, run - k);
                    int n = runs * length;
                    for (int i = 0; i < runs; i++) {
                        patches.copy(
                                input, first + i, k, length, pixel, end, scratch, i * length, n);
                    }
                    int at = (first * run + k) * filters;
                    add(n, pixel, end, outputGradient, filters, gradient, at, scratch, rows);
                }
            }
        }
    }

    private static void add(
            int n,
            int begin,
            int end,
            float[] outputGradient,
            int filters,
            float[] gradient,
            int to,
            float[] scratch,
            float[][] rows) {
        if (PanelVectors.GRADIENTS.on()) {
            VectorWeightGradient.add(n, begin, end, outputGradient, filters, gradient, to, scratch);
        } else {
            PlainWeightGradient.add(
                    n, begin, end, outputGradient, filters, gradient, to, scratch, rows);
        }
    }
}
