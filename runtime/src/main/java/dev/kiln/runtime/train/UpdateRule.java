package dev.kiln.runtime.train;

/** From gradients to new values, element by element: the formula of an optimizer. */
interface UpdateRule {

    /** Makes ready for the update that follows {@code updates} others. */
    default void begin(long updates) {}

    /**
     * Changes the elements {@code from} to {@code to - 1} of one parameter, each by itself.
     *
     * @param kept one array for each {@linkplain GradientOptimizer#slotNames slot}. Modified.
     */
    void sweep(
            float[] value,
            float[] gradient,
            float[][] kept,
            int from,
            int to,
            GradientTransform transform,
            double rate);
}
