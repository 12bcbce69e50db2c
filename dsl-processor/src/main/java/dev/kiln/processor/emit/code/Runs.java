package dev.kiln.processor.emit.code;

import com.palantir.javapoet.CodeBlock;

/**
 * Sums over the pixels of a map are taken in runs of neighboring pixels: within a run in single
 * precision, which vectors do best; the sums of runs are added up by the caller. So rounding errors
 * grow with the length of a run and the number of runs, not with their product.
 */
public final class Runs {

    /** Pixels of a run: as many as stay in the first-level cache with 64 channels. */
    private static final int PIXELS = 64;

    private Runs() {}

    /** Pixels of a whole run. */
    public static int pixels(int pixels) {
        return Math.min(PIXELS, pixels);
    }

    /**
     * {@code body} for each run of a sample's pixels: {@code run} is the index of its first pixel,
     * {@code some} their number. With a single run there is no loop.
     */
    public static CodeBlock over(int pixels, CodeBlock body) {
        if (pixels <= PIXELS) {
            return body;
        }
        return CodeBlock.builder()
                .beginControlFlow("for (int run = 0; run < $L; run += $L)", pixels, PIXELS)
                .add(
                        pixels % PIXELS == 0
                                ? CodeBlock.of("")
                                : CodeBlock.of(
                                        "int some = Math.min($L, $L - run);\n", PIXELS, pixels))
                .add(body)
                .endControlFlow()
                .build();
    }

    /** The first pixel of a run: a variable or 0. */
    public static String first(int pixels) {
        return pixels <= PIXELS ? "0" : "run";
    }

    /** The number of pixels in a run: a number if all are equally long, else a variable. */
    public static String some(int pixels) {
        return pixels <= PIXELS
                ? Integer.toString(pixels)
                : pixels % PIXELS == 0 ? Integer.toString(PIXELS) : "some";
    }
}
