package dev.kiln.runtime;

/** Position of the largest of several numbers. */
public final class ArgMax {

    /** In place of a position where one of the numbers is NaN, so that none is the largest. */
    public static final int NONE = -1;

    private ArgMax() {}

    /**
     * Position, counted from {@code offset}, of the first largest of {@code length} numbers, or
     * {@link #NONE}.
     *
     * @param values not modified
     */
    public static int of(float[] values, int offset, int length) {
        int best = 0;
        for (int i = 0; i < length; i++) {
            if (Float.isNaN(values[offset + i])) {
                return NONE;
            }
            if (values[offset + i] > values[offset + best]) {
                best = i;
            }
        }
        return best;
    }
}
