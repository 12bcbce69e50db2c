package dev.kiln.runtime.internal.kernel;

/**
 * Elementary functions of single precision with a relative error below 5e-7, the same bits on every
 * machine. Each is one straight line of multiplications, divisions and {@link Math#fma} with clamps
 * instead of branches, so that a vector form of the same operations in the same order agrees to the
 * bit. NaN gives NaN. The coefficients are minimax fits (weighted least squares, iterated) to the
 * functions in 40 digits; those of the quotients were then moved by single units in the last place
 * as long as the worst error of the rounded evaluation fell.
 */
public final class Elementary {

    private static final float LOG2_E = 1.442695f;
    private static final float LN2_HIGH = 0.6931471f;

    /** The rest of ln 2; positive, so that a product with 0 keeps the sign of -0 in sums. */
    private static final float LN2_LOW = 5.769999e-8f;

    /** 1.5 * 2^23: adding it to a small number leaves the nearest integer in the low bits. */
    private static final float ROUNDING = 12582912f;

    private static final int ROUNDING_BITS = 0x4B400000;
    private static final int EXPONENT_SHIFT = 23;
    private static final int BIAS = 127;

    private static final float EXP_LOWEST = -104f;
    private static final float EXP_HIGHEST = 89f;
    private static final float EXPM1_LOWEST = -25f;
    private static final float TANH_LIMIT = 9.011f;
    private static final float ERF_LIMIT = 3.9242f;
    private static final float SMALLEST_NORMAL = 0x1p-126f;

    private Elementary() {}

    /**
     * e to the power x: infinity above 88.73, zero below -103.98, denormal between that and -87.34.
     */
    public static float exp(float x) {
        float clamped = Math.max(EXP_LOWEST, Math.min(EXP_HIGHEST, x));
        float shifted = Math.fma(clamped, LOG2_E, ROUNDING);
        float n = shifted - ROUNDING;
        float r = Math.fma(n, -LN2_HIGH, clamped);
        r = Math.fma(n, -LN2_LOW, r);
        float p = 0.0013843462f;
        p = Math.fma(p, r, 0.008374318f);
        p = Math.fma(p, r, 0.041668013f);
        p = Math.fma(p, r, 0.16666429f);
        p = Math.fma(p, r, 0.49999994f);
        p = Math.fma(p, r, 1f);
        p = Math.fma(p, r, 1f);
        int exponent = Float.floatToRawIntBits(shifted) - ROUNDING_BITS;
        int half = exponent >> 1;
        return p * power(half) * power(exponent - half);
    }

    /** e to the power x, minus 1, without loss of digits near 0. */
    public static float expm1(float x) {
        float clamped = Math.max(EXPM1_LOWEST, Math.min(EXP_HIGHEST, x));
        float shifted = Math.fma(clamped, LOG2_E, ROUNDING);
        float n = shifted - ROUNDING;
        float r = Math.fma(n, -LN2_HIGH, clamped);
        r = Math.fma(n, -LN2_LOW, r);
        float p = 1.9907822e-4f;
        p = Math.fma(p, r, 0.0013933823f);
        p = Math.fma(p, r, 0.008333285f);
        p = Math.fma(p, r, 0.041666463f);
        p = Math.fma(p, r, 0.16666667f);
        p = Math.fma(p, r, 0.5f);
        p = r * Math.fma(r, p, 1f);
        int exponent = Float.floatToRawIntBits(shifted) - ROUNDING_BITS;
        // Half the scale: 2^128 is no float, and 2^127 * 2 overflows only where the result does.
        float scale = power(exponent - 1);
        return exponent == 0 ? p : 2f * Math.fma(scale, p, scale - 0.5f);
    }

    /** Natural logarithm: minus infinity at 0, NaN below. */
    public static float log(float x) {
        boolean small = x < SMALLEST_NORMAL;
        float normal = small ? x * 0x1p24f : x;
        int bits = Float.floatToRawIntBits(normal);
        int exponent = (bits - 0x3F3504F3) >> EXPONENT_SHIFT;
        float f = Float.intBitsToFloat(bits - (exponent << EXPONENT_SHIFT)) - 1f;
        float p = -0.078453235f;
        p = Math.fma(p, f, 0.13015553f);
        p = Math.fma(p, f, -0.13204612f);
        p = Math.fma(p, f, 0.14161944f);
        p = Math.fma(p, f, -0.1661168f);
        p = Math.fma(p, f, 0.20003086f);
        p = Math.fma(p, f, -0.25001487f);
        p = Math.fma(p, f, 0.33333308f);
        p = Math.fma(p, f, -0.4999999f);
        float n = small ? exponent - 24 : exponent;
        float tail = Math.fma(f * f, p, n * LN2_LOW);
        float result = Math.fma(n, LN2_HIGH, f + tail);
        if (x > 0f) {
            return x == Float.POSITIVE_INFINITY ? x : result;
        }
        return x == 0f ? Float.NEGATIVE_INFINITY : Float.NaN;
    }

    /** 1 / (1 + e^-x), between 0 and 1, accurate relative to itself in both tails. */
    public static float sigmoid(float x) {
        float e = exp(-Math.abs(x));
        float upper = 1f / (1f + e);
        return x < 0f ? e * upper : upper;
    }

    /** Hyperbolic tangent, between -1 and 1. */
    public static float tanh(float x) {
        float clamped = Math.max(-TANH_LIMIT, Math.min(TANH_LIMIT, x));
        float z = clamped * clamped;
        float p = 1.3401891e-8f;
        p = Math.fma(p, z, 2.0648262e-5f);
        p = Math.fma(p, z, 0.0034982152f);
        p = Math.fma(p, z, 0.13383324f);
        p = Math.fma(p, z, 1f);
        float q = 7.7973266e-7f;
        q = Math.fma(q, z, 3.2897553e-4f);
        q = Math.fma(q, z, 0.025887242f);
        q = Math.fma(q, z, 0.46716645f);
        q = Math.fma(q, z, 1f);
        return Math.max(-1f, Math.min(1f, clamped * (p / q)));
    }

    /** Error function, between -1 and 1. */
    public static float erf(float x) {
        float clamped = Math.max(-ERF_LIMIT, Math.min(ERF_LIMIT, x));
        float z = clamped * clamped;
        float p = 2.0467564e-6f;
        p = Math.fma(p, z, 2.848424e-4f);
        p = Math.fma(p, z, 0.0037710993f);
        p = Math.fma(p, z, 0.05276493f);
        p = Math.fma(p, z, 0.19055569f);
        p = Math.fma(p, z, 1.1283791f);
        float q = 3.8055074e-5f;
        q = Math.fma(q, z, 0.0011635653f);
        q = Math.fma(q, z, 0.014980266f);
        q = Math.fma(q, z, 0.11416759f);
        q = Math.fma(q, z, 0.50220823f);
        q = Math.fma(q, z, 1f);
        return Math.max(-1f, Math.min(1f, clamped * (p / q)));
    }

    private static float power(int exponent) {
        return Float.intBitsToFloat((exponent + BIAS) << EXPONENT_SHIFT);
    }
}
