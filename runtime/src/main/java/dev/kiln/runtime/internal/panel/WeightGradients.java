package dev.kiln.runtime.internal.panel;

/**
 * Derivatives of the loss by the weights of large layers. Each is one chain of fused multiply-adds
 * over the pixels of all samples.
 */
public final class WeightGradients {

    /** Pixels that are taken at a time. */
    static final int PIXELS = 192;

    /** Floats of a run that are taken at a time. */
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
        int pieces = (patches.run() + PIECE - 1) / PIECE;
        int piece = (patches.run() + pieces - 1) / pieces;
        for (int pixel = 0; pixel < pixels; pixel += PIXELS) {
            int end = Math.min(pixels, pixel + PIXELS);
            for (int run = 0; run < patches.runs(); run++) {
                for (int k = 0; k < patches.run(); k += piece) {
                    int n = Math.min(piece, patches.run() - k);
                    patches.copy(input, run, k, n, pixel, end, scratch, 0);
                    int at = (run * patches.run() + k) * filters;
                    if (PanelVectors.GRADIENTS.on()) {
                        VectorWeightGradient.add(
                                n, pixel, end, outputGradient, filters, gradient, at, scratch);
                    } else {
                        PlainWeightGradient.add(
                                n,
                                pixel,
                                end,
                                outputGradient,
                                filters,
                                gradient,
                                at,
                                scratch,
                                rows);
                    }
                }
            }
        }
    }
}
