package dev.kiln.runtime;

/**
 * What the loss adds for the size of a parameter's values: {@code l1 * sum |w| + l2 * sum w^2}.
 *
 * @param l1 factor of the absolute values
 * @param l2 factor of the squares; there is no factor 1/2
 */
public record Penalty(float l1, float l2) {

    /** Adds nothing. */
    public static final Penalty NONE = new Penalty(0f, 0f);

    private static final float HUGE = 0x1p100f;

    /** Whether it adds nothing. */
    public boolean isNone() {
        return l1 == 0f && l2 == 0f;
    }

    /** The penalty of these values. */
    public double of(float[] values) {
        double absolute = 0;
        double squares = 0;
        for (float value : values) {
            absolute += Math.abs(value);
            squares += (double) value * value;
        }
        return l1 * absolute + l2 * squares;
    }

    /** The derivative by one value: {@code l1 * sign(w) + 2 * l2 * w}. */
    public float slope(float value) {
        return Math.fma(2 * l2, value, l1 * sign(value));
    }

    /**
     * The bits of {@link Math#signum} without its branches, so that C2 makes vectors of sweeps:
     * even the smallest number times the factors is beyond 1.
     */
    private static float sign(float value) {
        return Math.max(-1f, Math.min(1f, value * HUGE * HUGE));
    }
}
