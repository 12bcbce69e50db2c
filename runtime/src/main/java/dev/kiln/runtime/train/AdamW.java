package dev.kiln.runtime.train;

import java.util.List;

/**
 * AdamW (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019): {@link Adam}, but
 * weight decay and the penalties of the model pull at the values themselves, value -= rate * (decay
 * * value + slope of the penalty), and do not enter the moving means.
 */
public final class AdamW extends GradientOptimizer<AdamW> {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;
    private static final double DECAY = 0.01;
    private static final List<String> SLOTS = List.of("first", "second");

    private final double beta1;
    private final double beta2;
    private final double epsilon;

    /** The betas to the power of the number of steps; StrictMath.pow would allocate. */
    private double power1 = 1;

    private double power2 = 1;

    private AdamW(Common common, double beta1, double beta2, double epsilon) {
        super(common);
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
    }

    /**
     * AdamW with betas 0.9 and 0.999, epsilon 1e-8 and a weight decay of 0.01.
     *
     * @param rate learning rate, above 0
     */
    public static AdamW rate(double rate) {
        return new AdamW(Common.of(rate), BETA1, BETA2, EPSILON).weightDecay(DECAY);
    }

    /** The same, from its start, with these factors of the moving means, each from 0 to below 1. */
    public AdamW betas(double beta1, double beta2) {
        SettingChecks.fraction("first beta", beta1);
        SettingChecks.fraction("second beta", beta2);
        return new AdamW(common(), beta1, beta2, epsilon);
    }

    /** The same, from its start, with this summand of the divisor, above 0. */
    public AdamW epsilon(double epsilon) {
        SettingChecks.positive("epsilon", epsilon);
        return new AdamW(common(), beta1, beta2, epsilon);
    }

    @Override
    AdamW with(Common other) {
        return new AdamW(other, beta1, beta2, epsilon);
    }

    @Override
    List<String> slotNames() {
        return SLOTS;
    }

    @Override
    String settings() {
        return "AdamW, betas=" + beta1 + " " + beta2 + ", epsilon=" + epsilon;
    }

    @Override
    boolean decouples() {
        return true;
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
        float pulling = (float) rate;
        for (int i = from; i < to; i++) {
            float g = transform.ofGradient(gradient[i]);
            float m = Math.fma(keep1, first[i], add1 * g);
            float v = Math.fma(keep2, second[i], add2 * g * g);
            first[i] = m;
            second[i] = v;
            float pulled = pulling * transform.pull(value[i]);
            float divisor = Math.fma((float) Math.sqrt(v), scale, summand);
            value[i] = Math.fma(step, m / divisor, value[i] - pulled);
        }
    }
}
