package dev.kiln.runtime.train;

import java.util.List;

/**
 * Gradient descent with momentum: m = momentum * m + g, value -= rate * m, or with Nesterov's form
 * value -= rate * (g + momentum * m). The first m is g. Weight decay adds decay * value to g.
 */
public final class Sgd extends GradientOptimizer<Sgd> {

    private final float momentum;
    private final boolean nesterov;

    private Sgd(Common common, float momentum, boolean nesterov) {
        super(common);
        this.momentum = momentum;
        this.nesterov = nesterov;
    }

    /**
     * Plain gradient descent.
     *
     * @param rate learning rate, above 0
     */
    public static Sgd rate(double rate) {
        return new Sgd(Common.of(rate), 0f, false);
    }

    /** This optimizer with this momentum, from 0 to below 1. */
    public Sgd momentum(double momentum) {
        SettingChecks.fraction("momentum", momentum);
        return new Sgd(common(), (float) momentum, nesterov);
    }

    /** This optimizer in Nesterov's form; needs momentum. */
    public Sgd nesterov() {
        return new Sgd(common(), momentum, true);
    }

    @Override
    Sgd with(Common other) {
        return new Sgd(other, momentum, nesterov);
    }

    @Override
    List<String> slotNames() {
        return momentum == 0f ? List.of() : List.of("momentum");
    }

    @Override
    String settings() {
        return "SGD, momentum=" + momentum + ", nesterov=" + nesterov;
    }

    @Override
    UpdateRule rule() {
        if (nesterov && momentum == 0f) {
            throw new IllegalStateException(
                    "Nesterov's form needs momentum, which is 0.0: Sgd.rate(...).momentum(0.9)");
        }
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
        float step = (float) -rate;
        if (momentum == 0f) {
            for (int i = from; i < to; i++) {
                value[i] = Math.fma(step, transform.of(gradient[i], value[i]), value[i]);
            }
        } else {
            descend(value, gradient, kept[0], from, to, transform, step);
        }
    }

    /** The velocity starts at 0, so the first one is the gradient. */
    private void descend(
            float[] value,
            float[] gradient,
            float[] velocity,
            int from,
            int to,
            GradientTransform transform,
            float step) {
        float m = momentum;
        if (nesterov) {
            for (int i = from; i < to; i++) {
                float g = transform.of(gradient[i], value[i]);
                float v = Math.fma(m, velocity[i], g);
                velocity[i] = v;
                value[i] = Math.fma(step, Math.fma(m, v, g), value[i]);
            }
        } else {
            for (int i = from; i < to; i++) {
                float v = Math.fma(m, velocity[i], transform.of(gradient[i], value[i]));
                velocity[i] = v;
                value[i] = Math.fma(step, v, value[i]);
            }
        }
    }
}
