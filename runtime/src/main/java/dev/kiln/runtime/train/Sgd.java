package dev.kiln.runtime.train;

import dev.kiln.runtime.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gradient descent with momentum: m = momentum * m + g, value -= rate * m, or with Nesterov's form
 * value -= rate * (g + momentum * m). The first m is g. Weight decay adds decay * value to g.
 */
public final class Sgd implements Optimizer {

    private final float rate;
    private final float momentum;
    private final boolean nesterov;
    private final WeightDecay decay;
    private final Map<Parameter, float[]> velocities = new HashMap<>();

    private Sgd(float rate, float momentum, boolean nesterov, WeightDecay decay) {
        this.rate = rate;
        this.momentum = momentum;
        this.nesterov = nesterov;
        this.decay = decay;
    }

    /**
     * Plain gradient descent.
     *
     * @param rate learning rate, above 0
     */
    public static Sgd rate(double rate) {
        Settings.positive("learning rate", rate);
        return new Sgd((float) rate, 0f, false, WeightDecay.NONE);
    }

    /** The same, from its start, with this momentum, from 0 to below 1. */
    public Sgd momentum(double momentum) {
        Settings.fraction("momentum", momentum);
        return new Sgd(rate, (float) momentum, nesterov, decay);
    }

    /** The same, from its start, in Nesterov's form; needs momentum. */
    public Sgd nesterov() {
        return new Sgd(rate, momentum, true, decay);
    }

    /** The same, from its start, with decay of weights, not of biases. */
    public Sgd weightDecay(double factor) {
        return new Sgd(rate, momentum, nesterov, decay.factor(factor));
    }

    /** The same, from its start, with decay of biases too, as PyTorch's optimizers do. */
    public Sgd decayBiases() {
        return new Sgd(rate, momentum, nesterov, decay.everything());
    }

    @Override
    public void update(List<Parameter> parameters) {
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            float[] value = parameter.value().data;
            float[] gradient = parameter.gradient().data;
            float factor = decay.of(parameter);
            if (momentum == 0f) {
                descend(value, gradient, factor);
            } else {
                descend(value, gradient, velocity(parameter), factor);
            }
        }
    }

    private float[] velocity(Parameter parameter) {
        float[] velocity = velocities.get(parameter);
        if (velocity == null) {
            velocity = new float[parameter.layout().size()];
            velocities.put(parameter, velocity);
        }
        return velocity;
    }

    private void descend(float[] value, float[] gradient, float factor) {
        float step = -rate;
        for (int i = 0; i < value.length; i++) {
            value[i] = Math.fma(step, Math.fma(factor, value[i], gradient[i]), value[i]);
        }
    }

    /** The velocity starts at 0, so the first one is the gradient. */
    private void descend(float[] value, float[] gradient, float[] velocity, float factor) {
        float step = -rate;
        float m = momentum;
        if (nesterov) {
            for (int i = 0; i < value.length; i++) {
                float g = Math.fma(factor, value[i], gradient[i]);
                float v = Math.fma(m, velocity[i], g);
                velocity[i] = v;
                value[i] = Math.fma(step, Math.fma(m, v, g), value[i]);
            }
        } else {
            for (int i = 0; i < value.length; i++) {
                float v = Math.fma(m, velocity[i], Math.fma(factor, value[i], gradient[i]));
                velocity[i] = v;
                value[i] = Math.fma(step, v, value[i]);
            }
        }
    }
}
