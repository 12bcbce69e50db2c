package dev.kiln.runtime.internal.kernel;

/**
 * Activation functions and their derivatives, one number at a time. Derivatives named after an
 * output ({@code y}) need only what the forward pass left behind; the others need the input ({@code
 * x}). NaN gives NaN everywhere. Minus infinity gives NaN where the function is a product of its
 * input with something that vanishes there (GELU, SiLU), as it does in PyTorch.
 */
public final class Activations {

    private static final float SQRT_HALF = 0.70710677f;
    private static final float INVERSE_SQRT_TWO_PI = 0.3989423f;
    private static final float TWO_SQRT_TWO_OVER_PI = 1.5957692f;
    private static final float CUBIC = 0.044715f;

    /** Beyond it, GELU's slope is 0 or 1 to the last bit. */
    private static final float GELU_LIMIT = 15f;

    private Activations() {}

    /** max(x, 0). */
    public static float relu(float x) {
        return Math.max(x, 0f);
    }

    /** 1 above 0, else 0. */
    public static float reluGradient(float y) {
        return y > 0f ? 1f : y <= 0f ? 0f : y;
    }

    /**
     * x above 0, else slope * x; the slope must be positive for the derivative to follow from y.
     */
    public static float leakyRelu(float x, float slope) {
        return x > 0f ? x : slope * x;
    }

    /** 1 above 0, else the slope. */
    public static float leakyReluGradient(float y, float slope) {
        return y > 0f ? 1f : y <= 0f ? slope : y;
    }

    /** x above 0, else alpha * (e^x - 1). */
    public static float elu(float x, float alpha) {
        return x > 0f ? x : alpha * Elementary.expm1(x);
    }

    /** 1 above 0, else y + alpha, which is alpha at 0. */
    public static float eluGradient(float y, float alpha) {
        return y > 0f ? 1f : y + alpha;
    }

    /** 1 / (1 + e^-x). */
    public static float sigmoid(float x) {
        return Elementary.sigmoid(x);
    }

    /** y * (1 - y). */
    public static float sigmoidGradient(float y) {
        return y * (1f - y);
    }

    /** Hyperbolic tangent. */
    public static float tanh(float x) {
        return Elementary.tanh(x);
    }

    /** 1 - y^2. */
    public static float tanhGradient(float y) {
        return Math.fma(-y, y, 1f);
    }

    /** x * Phi(x), Phi being the distribution function of the normal distribution. */
    public static float gelu(float x) {
        return x * (0.5f * (1f + Elementary.erf(x * SQRT_HALF)));
    }

    /** Phi(x) + x * phi(x), phi being the density of the normal distribution. */
    public static float geluGradient(float x) {
        float c = Math.max(-GELU_LIMIT, Math.min(GELU_LIMIT, x));
        float distribution = 0.5f * (1f + Elementary.erf(c * SQRT_HALF));
        float density = INVERSE_SQRT_TWO_PI * Elementary.exp(-0.5f * (c * c));
        return Math.fma(c, density, distribution);
    }

    /**
     * x/2 * (1 + tanh(u)) with u = sqrt(2/pi) * (x + 0.044715 x^3), the common approximation of
     * GELU. Computed as x * sigmoid(2u), which is the same and keeps its digits in the left tail.
     */
    public static float geluTanh(float x) {
        float cubic = Math.fma(CUBIC * x * x, x, x);
        return x * Elementary.sigmoid(TWO_SQRT_TWO_OVER_PI * cubic);
    }

    /** Derivative of {@link #geluTanh}. */
    public static float geluTanhGradient(float x) {
        float c = Math.max(-GELU_LIMIT, Math.min(GELU_LIMIT, x));
        float square = c * c;
        float doubled = TWO_SQRT_TWO_OVER_PI * Math.fma(CUBIC * square, c, c);
        float slope = TWO_SQRT_TWO_OVER_PI * Math.fma(3f * CUBIC, square, 1f);
        float e = Elementary.exp(-Math.abs(doubled));
        float upper = 1f / (1f + e);
        float lower = e * upper;
        float s = c < 0f ? lower : upper;
        return Math.fma(c * slope, upper * lower, s);
    }

    /** x * sigmoid(x). */
    public static float silu(float x) {
        return x * Elementary.sigmoid(x);
    }

    /** s + x * s * (1 - s), s being sigmoid(x). */
    public static float siluGradient(float x) {
        float e = Elementary.exp(-Math.abs(x));
        float upper = 1f / (1f + e);
        float lower = e * upper;
        float s = x < 0f ? lower : upper;
        return Math.fma(x, upper * lower, s);
    }
}
