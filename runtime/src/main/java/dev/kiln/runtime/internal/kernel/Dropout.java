package dev.kiln.runtime.internal.kernel;

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

    /** Words that a counter gives. */
    private static final int BLOCK = 4;

    private static final long LOW = 0xFFFFFFFFL;

    /** The words of a counter, one array for each thread: a training step allocates nothing. */
    private static final ThreadLocal<int[]> WORDS = ThreadLocal.withInitial(() -> new int[BLOCK]);

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
        apply(from, to, 0, count, position, rate, seed, step, number);
    }

    /**
     * The same for the elements {@code begin} to {@code end - 1} of the arrays; {@code position} is
     * that of element 0.
     */
    public static void apply(
            float[] from,
            float[] to,
            int begin,
            int end,
            int position,
            float rate,
            long seed,
            long step,
            int number) {
        long threshold = threshold(rate) & LOW;
        float scale = scale(rate);
        int[] words = WORDS.get();
        int first = begin - (position + begin) % BLOCK;
        for (int i = first; i < end; i += BLOCK) {
            long block = ((long) position + i) / BLOCK | (long) number << 32;
            Philox.generate(seed, block, high(step), words);
            if (i >= begin && i <= end - BLOCK) {
                for (int j = 0; j < BLOCK; j++) {
                    to[i + j] = kept(from[i + j] * scale, words[j], threshold);
                }
            } else {
                for (int j = Math.max(0, begin - i); j < BLOCK && i + j < end; j++) {
                    to[i + j] = kept(from[i + j] * scale, words[j], threshold);
                }
            }
        }
    }

    /** Without a branch, which would be predicted wrongly as often as the dice fall. */
    private static float kept(float x, int word, long threshold) {
        int dropped = (int) (((word & LOW) - threshold) >> 63);
        return Float.intBitsToFloat(Float.floatToRawIntBits(x) & ~dropped);
    }

    /** Elements are dropped whose random word, without sign, is below. */
    public static int threshold(float rate) {
        return (int) Math.round(rate * TWO_POW_32);
    }

    /** Factor of the elements that are kept. */
    public static float scale(float rate) {
        return 1 / (1 - rate);
    }

    /** The high half of the counter of {@link Philox} in a step. */
    public static long high(long step) {
        return step | DOMAIN;
    }
}
