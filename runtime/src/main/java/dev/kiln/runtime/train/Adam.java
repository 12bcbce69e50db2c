package dev.kiln.runtime.train;

import java.util.List;

/**
 * Adam (Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2014): with m and v the moving
 * means of g and g^2, and k the number of the step, value -= rate / (1 - beta1^k) * m / (sqrt(v) /
 * sqrt(1 - beta2^k) + epsilon). Weight decay adds decay * value to g.
 */
public final class Adam extends GradientOptimizer<Adam> {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;
    private static final List<String> SLOTS = List.of("first", "second");

    private final double beta1;
    private final double beta2;
    private final double epsilon;

    /** The betas to the power of the number of steps; StrictMath.pow would allocate. */
    private double power1 = 1;

    private double power2 = 1;

    private Adam(Common common, double beta1, double beta2, double epsilon) {
        super(common);
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
    }

    /**
     * Adam with betas 0.9 and 0.999, epsilon 1e-8 and no weight decay.
     *
     * @param rate learning rate, above 0
     */
    public static Adam rate(double rate) {
        return new Adam(Common.of(rate), BETA1, BETA2, EPSILON);
    }

    /** The same, from its start, with these factors of the moving means, each from 0 to below 1. */
    public Adam betas(double beta1, double beta2) {
        SettingChecks.fraction("first beta", beta1);
        SettingChecks.fraction("second beta", beta2);
        return new Adam(common(), beta1, beta2, epsilon);
    }

    /** The same, from its start, with this summand of the divisor, above 0. */
    public Adam epsilon(double epsilon) {
        SettingChecks.positive("epsilon", epsilon);
        return new Adam(common(), beta1, beta2, epsilon);
    }

    @Override
    Adam with(Common other) {
        return new Adam(other, beta1, beta2, epsilon);
    }

    @Override
    List<String> slotNames() {
        return SLOTS;
    }

    @Override
    String settings() {
        return "Adam, betas=" + beta1 + " " + beta2 + ", epsilon=" + epsilon;
    }

    @Override
    void begin() {
        power1 *= beta1;
        power2 *= beta2;
    }

    @Override
    void restart(long updates) {
        power1 = 1;
        power2 = 1;
        double last = -1;
        // Powers that change no more do so for good, however many updates there were.
        for (long i = 0; i < updates && last != power1 + power2; i++) {
            last = power1 + power2;
            begin();
        }
    }

    @Override
    void sweep(
            float[] value,
            float[] gradient,
            float[][] kept,
            int from,
            int to,
            GradientTransform transform,
            double rate) {
        float[] first = kept[0];
        float[] second = kept[1];
        float step = (float) (-rate / (1 - power1));
        float scale = (float) (1 / Math.sqrt(1 - power2));
        float keep1 = (float) beta1;
        float add1 = (float) (1 - beta1);
        float keep2 = (float) beta2;
        float add2 = (float) (1 - beta2);
        float summand = (float) epsilon;
        for (int i = from; i < to; i++) {
            float g = transform.of(gradient[i], value[i]);
            float m = Math.fma(keep1, first[i], add1 * g);
            float v = Math.fma(keep2, second[i], add2 * g * g);
            first[i] = m;
            second[i] = v;
            float divisor = Math.fma((float) Math.sqrt(v), scale, summand);
            value[i] = Math.fma(step, m / divisor, value[i]);
        }
    }
}
