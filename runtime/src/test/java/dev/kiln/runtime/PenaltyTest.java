package dev.kiln.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PenaltyTest {

    private static final float[] SPECIAL = {
        0f,
        -0f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        0x1p-126f,
        -0x1p-126f,
        1f,
        -1f,
        0.5f,
        -0.5f,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN
    };

    private static void assertSlope(float l1, float l2, float value) {
        float expected = Math.fma(2 * l2, value, l1 * Math.signum(value));
        assertEquals(
                Float.floatToIntBits(expected),
                Float.floatToIntBits(new Penalty(l1, l2).slope(value)),
                l1 + ", " + l2 + " at " + value);
    }

    @Test
    void slopeHasTheBitsOfItsDefinition() {
        Random random = new Random(1);
        for (float l1 : new float[] {0f, 1e-4f, 3f}) {
            for (float l2 : new float[] {0f, 1e-4f, 3f}) {
                for (float value : SPECIAL) {
                    assertSlope(l1, l2, value);
                }
                for (int i = 0; i < 10_000; i++) {
                    assertSlope(l1, l2, Float.intBitsToFloat(random.nextInt()));
                }
            }
        }
    }
}
