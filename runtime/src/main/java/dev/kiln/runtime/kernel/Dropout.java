package dev.kiln.runtime.kernel;

/**
 * Dropout (Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting",
 * 2014) with inverted scaling. Whether an element is dropped is a function of seed, step, the
 * number of the dropout in its network and the element's position in the batch, so it is the same
 * in any order, on any number of threads, and again in the backward pass.
 */
public final class Dropout {

    /** Keeps the counters of dropout apart from those of {@link RandomStream}. */
    private static final long DOMAIN = 1L << 63;

    private static final double TWO_POW_32 = 0x1p32;

    private Dropout() {}

    /**
     * Writes zero for the dropped elements and {@code from[i] / (1 - rate)} for the others.
     *
     * @param from numbers, or gradients in the backward pass. Not modified unless it is {@code to}.
     * @param to receives the result; may be {@code from}. Modified.
     * @param position of the first element in the batch
     * @param count number of elements
     * @param rate share that is dropped, from 0 to below 1
     * @param number the dropout's number in its network
     */
    public static void apply(
            float[] from,
            float[] to,
            int position,
            int count,
            float rate,
            long seed,
            long step,
            int number) {
        int threshold = (int) Math.round(rate * TWO_POW_32);
        float scale = 1 / (1 - rate);
        int[] words = new int[4];
        int skipped = position % 4;
        for (int i = -skipped; i < count; i += 4) {
            long block = ((long) position + i) / 4 | (long) number << 32;
            Philox.generate(seed, block, step | DOMAIN, words);
            for (int j = Math.max(0, -i); j < 4 && i + j < count; j++) {
                boolean kept = Integer.compareUnsigned(words[j], threshold) >= 0;
                to[i + j] = kept ? from[i + j] * scale : 0f;
            }
        }
    }
}
