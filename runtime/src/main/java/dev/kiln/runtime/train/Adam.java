package dev.kiln.runtime.train;

import dev.kiln.runtime.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adam (Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2014): with m and v the moving
 * means of g and g^2, and k the number of the step, value -= rate / (1 - beta1^k) * m / (sqrt(v) /
 * sqrt(1 - beta2^k) + epsilon). Weight decay adds decay * value to g.
 */
public final class Adam implements Optimizer {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final double rate;
    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final WeightDecay decay;
    private final Map<Parameter, Moments> moments = new HashMap<>();

    private static final class Moments {
        final float[] first;
        final float[] second;

        /** The betas to the power of the number of steps; StrictMath.pow would allocate. */
        double power1 = 1;

        double power2 = 1;

        Moments(int length) {
            first = new float[length];
            second = new float[length];
        }
    }

    private Adam(double rate, double beta1, double beta2, double epsilon, WeightDecay decay) {
        this.rate = rate;
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
        this.decay = decay;
    }

    /**
     * Adam with betas 0.9 and 0.999, epsilon 1e-8 and no weight decay.
     *
     * @param rate learning rate, above 0
     */
    public static Adam rate(double rate) {
        Settings.positive("learning rate", rate);
        return new Adam(rate, BETA1, BETA2, EPSILON, WeightDecay.NONE);
    }

    /** The same, from its start, with these factors of the moving means, each from 0 to below 1. */
    public Adam betas(double beta1, double beta2) {
        Settings.fraction("first beta", beta1);
        Settings.fraction("second beta", beta2);
        return new Adam(rate, beta1, beta2, epsilon, decay);
    }

    /** The same, from its start, with this summand of the divisor, above 0. */
    public Adam epsilon(double epsilon) {
        Settings.positive("epsilon", epsilon);
        return new Adam(rate, beta1, beta2, epsilon, decay);
    }

    /** The same, from its start, with decay of weights, not of biases. */
    public Adam weightDecay(double factor) {
        return new Adam(rate, beta1, beta2, epsilon, decay.factor(factor));
    }

    /** The same, from its start, with decay of biases too, as PyTorch's optimizers do. */
    public Adam decayBiases() {
        return new Adam(rate, beta1, beta2, epsilon, decay.everything());
    }

    @Override
    public void update(List<Parameter> parameters) {
        for (int i = 0; i < parameters.size(); i++) {
            update(parameters.get(i));
        }
    }

    private Moments moments(Parameter parameter) {
        Moments state = moments.get(parameter);
        if (state == null) {
            state = new Moments(parameter.layout().size());
            moments.put(parameter, state);
        }
        return state;
    }

    private void update(Parameter parameter) {
        Moments state = moments(parameter);
        state.power1 *= beta1;
        state.power2 *= beta2;
        double step = rate / (1 - state.power1);
        double scale = 1 / Math.sqrt(1 - state.power2);
        sweep(
                parameter.value().data,
                parameter.gradient().data,
                state.first,
                state.second,
                decay.of(parameter),
                (float) -step,
                (float) scale);
    }

    private void sweep(
            float[] value,
            float[] gradient,
            float[] first,
            float[] second,
            float factor,
            float step,
            float scale) {
        float keep1 = (float) beta1;
        float add1 = (float) (1 - beta1);
        float keep2 = (float) beta2;
        float add2 = (float) (1 - beta2);
        float summand = (float) epsilon;
        for (int i = 0; i < value.length; i++) {
            float g = Math.fma(factor, value[i], gradient[i]);
            float m = Math.fma(keep1, first[i], add1 * g);
            float v = Math.fma(keep2, second[i], add2 * g * g);
            first[i] = m;
            second[i] = v;
            float divisor = Math.fma((float) Math.sqrt(v), scale, summand);
            value[i] = Math.fma(step, m / divisor, value[i]);
        }
    }
}
