package dev.kiln.processor.gradient;

import java.util.function.DoubleSupplier;

/** Numerical derivatives: half the difference of a function a step above and a step below. */
final class CentralDifferences {

    private static final double STEP = 1e-6;

    private CentralDifferences() {}

    /** Derivatives of {@code loss} by elements of {@code at}, which it reads. */
    static double[] of(DoubleSupplier loss, double[] at, int[] elements) {
        double[] derivatives = new double[elements.length];
        for (int i = 0; i < elements.length; i++) {
            double value = at[elements[i]];
            at[elements[i]] = value + STEP;
            double above = loss.getAsDouble();
            at[elements[i]] = value - STEP;
            double below = loss.getAsDouble();
            at[elements[i]] = value;
            derivatives[i] = (above - below) / (2 * STEP);
        }
        return derivatives;
    }
}
