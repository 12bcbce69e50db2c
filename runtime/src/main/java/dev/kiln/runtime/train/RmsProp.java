package dev.kiln.runtime.train;

import java.util.ArrayList;
import java.util.List;

/**
 * RMSprop (Tieleman and Hinton, lecture 6.5 of "Neural Networks for Machine Learning", 2012): v =
 * alpha * v + (1 - alpha) * g^2, u = g / (sqrt(v) + epsilon), value -= rate * u. Centered, v is
 * replaced by v minus the square of the moving mean of g; with momentum, b = momentum * b + u and
 * value -= rate * b. Weight decay adds decay * value to g.
 */
public final class RmsProp extends GradientOptimizer<RmsProp> {

    private static final double ALPHA = 0.99;
    private static final double EPSILON = 1e-8;

    private final double alpha;
    private final double epsilon;
    private final float momentum;
    private final boolean centered;
    private final List<String> slots;

    private RmsProp(Common common, double alpha, double epsilon, float momentum, boolean centered) {
        super(common);
        this.alpha = alpha;
        this.epsilon = epsilon;
        this.momentum = momentum;
        this.centered = centered;
        List<String> names = new ArrayList<>(List.of("square"));
        if (momentum != 0f) {
            names.add("momentum");
        }
        if (centered) {
            names.add("mean");
        }
        this.slots = List.copyOf(names);
    }

    /**
     * RMSprop with alpha 0.99, epsilon 1e-8, without momentum and not centered.
     *
     * @param rate learning rate, above 0
     */
    public static RmsProp rate(double rate) {
        return new RmsProp(Common.of(rate), ALPHA, EPSILON, 0f, false);
    }

    /** This optimizer with this factor of the moving means, from 0 to below 1. */
    public RmsProp alpha(double alpha) {
        SettingChecks.fraction("alpha", alpha);
        return new RmsProp(common(), alpha, epsilon, momentum, centered);
    }

    /** This optimizer with this summand of the divisor, above 0. */
    public RmsProp epsilon(double epsilon) {
        SettingChecks.positive("epsilon", epsilon);
        return new RmsProp(common(), alpha, epsilon, momentum, centered);
    }

    /** This optimizer with this momentum, from 0 to below 1. */
    public RmsProp momentum(double momentum) {
        SettingChecks.fraction("momentum", momentum);
        return new RmsProp(common(), alpha, epsilon, (float) momentum, centered);
    }

    /** This optimizer, dividing by the deviation of the gradient. */
    public RmsProp centered() {
        return new RmsProp(common(), alpha, epsilon, momentum, true);
    }

    @Override
    RmsProp with(Common other) {
        return new RmsProp(other, alpha, epsilon, momentum, centered);
    }

    @Override
    List<String> slotNames() {
        return slots;
    }

    @Override
    String settings() {
        return "RMSprop, alpha="
                + alpha
                + ", epsilon="
                + epsilon
                + ", momentum="
                + momentum
                + ", centered="
                + centered;
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
        float[] square = kept[0];
        float[] velocity = momentum == 0f ? null : kept[1];
        float[] mean = centered ? kept[kept.length - 1] : null;
        float step = (float) -rate;
        float keep = (float) alpha;
        float add = (float) (1 - alpha);
        float summand = (float) epsilon;
        for (int i = from; i < to; i++) {
            float g = transform.of(gradient[i], value[i]);
            float v = Math.fma(keep, square[i], add * g * g);
            square[i] = v;
            if (mean != null) {
                float m = Math.fma(keep, mean[i], add * g);
                mean[i] = m;
                v = Math.max(Math.fma(-m, m, v), 0f);
            }
            float u = g / ((float) Math.sqrt(v) + summand);
            if (velocity != null) {
                u = Math.fma(momentum, velocity[i], u);
                velocity[i] = u;
            }
            value[i] = Math.fma(step, u, value[i]);
        }
    }
}
