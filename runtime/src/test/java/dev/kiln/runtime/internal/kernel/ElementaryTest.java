package dev.kiln.runtime.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ElementaryTest {

    private static final double RELATIVE = 5e-7;
    private static final double SMALLEST = Float.MIN_VALUE;
    private static final int STRIDE = 1009;

    private interface Function {
        float of(float x);
    }

    /** Walks over every {@code STRIDE}th float of both signs, infinities and denormals included. */
    private static void sweep(Function actual, DoubleUnaryOperator exact) {
        double worst = 0;
        float at = 0;
        for (int bits = 0; bits <= 0x7F800000 && bits >= 0; bits += STRIDE) {
            for (int sign = 0; sign < 2; sign++) {
                float x = Float.intBitsToFloat(bits | sign << 31);
                double expected = exact.applyAsDouble(x);
                double error = relativeError(actual.of(x), expected);
                if (!(error <= worst)) {
                    worst = error;
                    at = x;
                }
            }
        }
        assertTrue(worst < RELATIVE, "error " + worst + " at " + at);
    }

    /** Relative error, beyond what the spacing of denormals forces. */
    private static double relativeError(float actual, double expected) {
        if (Float.compare((float) expected, actual) == 0 || expected == actual) {
            return 0;
        }
        return Math.max(0, Math.abs(actual - expected) - SMALLEST) / Math.abs(expected);
    }

    @Test
    void expIsAccurateEverywhere() {
        sweep(Elementary::exp, StrictMath::exp);
    }

    @Test
    void expm1IsAccurateEverywhere() {
        sweep(Elementary::expm1, StrictMath::expm1);
    }

    @Test
    void logIsAccurateEverywhere() {
        sweep(Elementary::log, x -> x < 0 ? Double.NaN : StrictMath.log(x));
    }

    @Test
    void sigmoidIsAccurateEverywhere() {
        sweep(
                Elementary::sigmoid,
                x ->
                        x < 0
                                ? StrictMath.exp(x) / (1 + StrictMath.exp(x))
                                : 1 / (1 + StrictMath.exp(-x)));
    }

    @Test
    void tanhIsAccurateEverywhere() {
        sweep(Elementary::tanh, StrictMath::tanh);
    }

    @Test
    void erfIsAccurateEverywhere() {
        sweep(Elementary::erf, ReferenceErf::erf);
    }

    @Test
    void referenceErfAgreesWithPublishedValues() {
        assertEquals(0.5204998778130465, ReferenceErf.erf(0.5), 1e-15);
        assertEquals(0.9953222650189527, ReferenceErf.erf(2), 1e-15);
        assertEquals(0.9999779095030014, ReferenceErf.erf(3), 1e-15);
    }

    @Test
    void nanPropagates() {
        assertAll(
                () -> assertEquals(Float.NaN, Elementary.exp(Float.NaN)),
                () -> assertEquals(Float.NaN, Elementary.expm1(Float.NaN)),
                () -> assertEquals(Float.NaN, Elementary.log(Float.NaN)),
                () -> assertEquals(Float.NaN, Elementary.sigmoid(Float.NaN)),
                () -> assertEquals(Float.NaN, Elementary.tanh(Float.NaN)),
                () -> assertEquals(Float.NaN, Elementary.erf(Float.NaN)));
    }

    @Test
    void signedZeroIsKept() {
        assertEquals(-0f, Elementary.tanh(-0f));
        assertEquals(-0f, Elementary.erf(-0f));
        assertEquals(-0f, Elementary.expm1(-0f));
        assertEquals(0f, Elementary.expm1(0f));
        assertEquals(1f, Elementary.exp(-0f));
        assertEquals(Float.NEGATIVE_INFINITY, Elementary.log(-0f));
    }

    @Test
    void saturatesAtInfinity() {
        assertEquals(Float.POSITIVE_INFINITY, Elementary.exp(Float.POSITIVE_INFINITY));
        assertEquals(0f, Elementary.exp(Float.NEGATIVE_INFINITY));
        assertEquals(-1f, Elementary.expm1(Float.NEGATIVE_INFINITY));
        assertEquals(1f, Elementary.sigmoid(Float.POSITIVE_INFINITY));
        assertEquals(0f, Elementary.sigmoid(Float.NEGATIVE_INFINITY));
        assertEquals(-1f, Elementary.tanh(Float.NEGATIVE_INFINITY));
        assertEquals(1f, Elementary.erf(Float.POSITIVE_INFINITY));
        assertEquals(Float.POSITIVE_INFINITY, Elementary.log(Float.POSITIVE_INFINITY));
    }

    /** Guards the promise of the same bits: any change of operations or their order shows here. */
    @Test
    void bitsAreFixed() {
        int hash = 1;
        for (int i = -4000; i <= 4000; i++) {
            float x = i * 0.0234375f;
            hash = 31 * hash + Float.floatToIntBits(Elementary.exp(x));
            hash = 31 * hash + Float.floatToIntBits(Elementary.expm1(x));
            hash = 31 * hash + Float.floatToIntBits(Elementary.log(x));
            hash = 31 * hash + Float.floatToIntBits(Elementary.sigmoid(x));
            hash = 31 * hash + Float.floatToIntBits(Elementary.tanh(x));
            hash = 31 * hash + Float.floatToIntBits(Elementary.erf(x));
        }
        assertEquals(-685041966, hash);
    }
}
