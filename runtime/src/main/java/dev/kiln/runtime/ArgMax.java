package dev.kiln.runtime;

/** Position of the largest of several numbers. */
public final class ArgMax {

    private ArgMax() {}

    /**
     * Position, counted from {@code offset}, of the first largest of {@code length} numbers.
     *
     * @param values not modified
     */
    public static int of(float[] values, int offset, int length) {
        int best = 0;
        for (int i = 1; i < length; i++) {
            if (values[offset + i] > values[offset + best]) {
                best = i;
            }
        }
        return best;
    }
}
