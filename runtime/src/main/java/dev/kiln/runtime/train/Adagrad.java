package dev.kiln.runtime.train;

import java.util.List;

/**
 * Adagrad (Duchi, Hazan and Singer, "Adaptive Subgradient Methods for Online Learning and
 * Stochastic Optimization", 2011): s += g^2, value -= rate * g / (sqrt(s) + epsilon). Weight decay
 * adds decay * value to g.
 */
public final class Adagrad extends GradientOptimizer<Adagrad> {

    private static final double EPSILON = 1e-10;
    private static final List<String> SLOTS = List.of("sum");

    private final double epsilon;

    private Adagrad(Common common, double epsilon) {
        super(common);
        this.epsilon = epsilon;
    }

    /**
     * Adagrad with epsilon 1e-10.
     *
     * @param rate learning rate, above 0
     */
    public static Adagrad rate(double rate) {
        return new Adagrad(Common.of(rate), EPSILON);
    }

    /** This optimizer with this summand of the divisor, above 0. */
    public Adagrad epsilon(double epsilon) {
        SettingChecks.positive("epsilon", epsilon);
        return new Adagrad(common(), epsilon);
    }

    @Override
    Adagrad with(Common other) {
        return new Adagrad(other, epsilon);
    }

    @Override
    List<String> slotNames() {
        return SLOTS;
    }

    @Override
    String settings() {
        return "Adagrad, epsilon=" + epsilon;
    }

    @Override
    UpdateRule rule() {
        return this::sweep;
    }

    private void sweep(
            float[] value,
            float[] gradient,
            float[][] kept,
            int from,
            int to,
            GradientTransform transform,
            double rate) {
        float[] sum = kept[0];
        float step = (float) -rate;
        float summand = (float) epsilon;
        for (int i = from; i < to; i++) {
            float g = transform.of(gradient[i], value[i]);
            float s = Math.fma(g, g, sum[i]);
            sum[i] = s;
            value[i] = Math.fma(step, g / ((float) Math.sqrt(s) + summand), value[i]);
        }
    }
}
