package dev.kiln.processor.emit.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.Random;

/**
 * Arrays for kernels: longer than the batch, as they are after a larger batch, with marks behind
 * its end.
 */
public final class Samples {

    private static final int SPARE = 3;
    private static final float MARK = 7777f;

    private Samples() {}

    /** {@code n} normally distributed numbers. */
    public static float[] normal(Random random, int n) {
        float[] x = empty(n);
        for (int i = 0; i < n; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return x;
    }

    /** Few different numbers, so that there are many equal ones, zeros of both signs among them. */
    public static float[] withTies(Random random, int n) {
        float[] x = empty(n);
        for (int i = 0; i < n; i++) {
            x[i] = (random.nextInt(5) - 3) * (random.nextBoolean() ? 0.5f : -0.0f);
        }
        return x;
    }

    /** Room for {@code n} results, filled with what must not survive. */
    public static float[] empty(int n) {
        float[] x = new float[n + SPARE];
        Arrays.fill(x, MARK);
        return x;
    }

    /**
     * Compares the results with what is expected, and sees that nothing was written behind them.
     */
    public static void assertClose(
            double[] expected, float[] actual, double tolerance, Object what) {
        assertEquals(expected.length + SPARE, actual.length, () -> "length of " + what);
        for (int i = 0; i < expected.length; i++) {
            double allowed = tolerance * Math.max(1, Math.abs(expected[i]));
            boolean same = Double.compare(expected[i], actual[i]) == 0;
            if (!same && !(Math.abs(expected[i] - actual[i]) <= allowed)) {
                fail(what + " at " + i + ": expected " + expected[i] + " but was " + actual[i]);
            }
        }
        for (int i = expected.length; i < actual.length; i++) {
            assertEquals(MARK, actual[i], () -> "behind the results of " + what);
        }
    }
}
