package dev.kiln.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kiln.runtime.Initializer;
import dev.kiln.runtime.Parallel;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A few steps of each optimizer against the same steps taken by hand in double precision. */
class OptimizerTest {

    private static final double[] GRADIENTS = {0.5, -1.5, 0.25, 2};
    private static final double START = 2;

    private final Parameter weight =
            Parameter.dense("weight", 1, Shape.vector(1), Initializer.ZERO);
    private final Parameter bias = Parameter.bias("bias", 1);

    /** Runs the steps and returns {weight, bias}. */
    private double[] run(Optimizer optimizer) {
        weight.value().data[0] = (float) START;
        bias.value().data[0] = (float) START;
        RunningOptimizer running = optimizer.start(List.of(weight, bias));
        for (double gradient : GRADIENTS) {
            weight.gradient().data[0] = (float) gradient;
            bias.gradient().data[0] = (float) gradient;
            running.update(List.of(weight, bias), 1, Parallel.alone());
        }
        return new double[] {weight.value().data[0], bias.value().data[0]};
    }

    private static double sgd(double rate, double momentum, boolean nesterov, double decay) {
        double p = START;
        double m = 0;
        for (int k = 0; k < GRADIENTS.length; k++) {
            double g = GRADIENTS[k] + decay * p;
            m = k == 0 ? g : momentum * m + g;
            p -= rate * (nesterov ? g + momentum * m : m);
        }
        return p;
    }

    private static double adam(double rate, double b1, double b2, double epsilon, double decay) {
        double p = START;
        double m = 0;
        double v = 0;
        for (int k = 1; k <= GRADIENTS.length; k++) {
            double g = GRADIENTS[k - 1] + decay * p;
            m = b1 * m + (1 - b1) * g;
            v = b2 * v + (1 - b2) * g * g;
            double divisor = Math.sqrt(v) / Math.sqrt(1 - Math.pow(b2, k)) + epsilon;
            p -= rate / (1 - Math.pow(b1, k)) * m / divisor;
        }
        return p;
    }

    private void assertSteps(double weightAfter, double biasAfter, Optimizer optimizer) {
        assertArrayEquals(new double[] {weightAfter, biasAfter}, run(optimizer), 1e-6);
    }

    @Test
    void sgdFollowsItsDefinition() {
        double plain = sgd(0.1, 0, false, 0);
        assertEquals(START - 0.1 * 1.25, plain, 1e-12);
        assertSteps(plain, plain, Sgd.rate(0.1));
        double momentum = sgd(0.1, 0.9, false, 0);
        assertSteps(momentum, momentum, Sgd.rate(0.1).momentum(0.9));
        double nesterov = sgd(0.1, 0.9, true, 0);
        assertSteps(nesterov, nesterov, Sgd.rate(0.1).momentum(0.9).nesterov());
    }

    @Test
    void sgdDecaysWeightsOnlyUnlessTold() {
        Sgd decaying = Sgd.rate(0.1).momentum(0.9).nesterov().weightDecay(0.3);
        double decayed = sgd(0.1, 0.9, true, 0.3);
        assertSteps(decayed, sgd(0.1, 0.9, true, 0), decaying);
        assertSteps(decayed, decayed, decaying.decayBiases());
        assertSteps(sgd(0.1, 0, false, 0.3), sgd(0.1, 0, false, 0), Sgd.rate(0.1).weightDecay(0.3));
        assertSteps(
                sgd(0.1, 0.5, false, 0.3),
                sgd(0.1, 0.5, false, 0),
                Sgd.rate(0.1).weightDecay(0.3).momentum(0.5));
    }

    @Test
    void adamFollowsItsDefinition() {
        double plain = adam(0.01, 0.9, 0.999, 1e-8, 0);
        assertSteps(plain, plain, Adam.rate(0.01));
        double other = adam(0.2, 0.5, 0.9, 0.1, 0);
        assertSteps(other, other, Adam.rate(0.2).betas(0.5, 0.9).epsilon(0.1));
    }

    @Test
    void adamDecaysWeightsOnlyUnlessTold() {
        double decayed = adam(0.1, 0.9, 0.999, 1e-8, 0.3);
        double plain = adam(0.1, 0.9, 0.999, 1e-8, 0);
        assertSteps(decayed, plain, Adam.rate(0.1).weightDecay(0.3));
        assertSteps(decayed, decayed, Adam.rate(0.1).weightDecay(0.3).decayBiases());
    }

    private static double adamW(double rate, double b1, double b2, double decay) {
        double p = START;
        double m = 0;
        double v = 0;
        for (int k = 1; k <= GRADIENTS.length; k++) {
            double g = GRADIENTS[k - 1];
            p *= 1 - rate * decay;
            m = b1 * m + (1 - b1) * g;
            v = b2 * v + (1 - b2) * g * g;
            double divisor = Math.sqrt(v) / Math.sqrt(1 - Math.pow(b2, k)) + 1e-8;
            p -= rate / (1 - Math.pow(b1, k)) * m / divisor;
        }
        return p;
    }

    @Test
    void adamWDecaysTheValuesThemselves() {
        double plain = adamW(0.1, 0.9, 0.999, 0);
        assertEquals(adam(0.1, 0.9, 0.999, 1e-8, 0), plain);
        assertSteps(adamW(0.1, 0.9, 0.999, 0.01), plain, AdamW.rate(0.1));
        double decayed = adamW(0.1, 0.5, 0.9, 0.3);
        assertSteps(
                decayed, decayed, AdamW.rate(0.1).betas(0.5, 0.9).weightDecay(0.3).decayBiases());
        double epsilon = adam(0.1, 0.9, 0.999, 0.1, 0);
        assertSteps(epsilon, epsilon, AdamW.rate(0.1).epsilon(0.1).weightDecay(0));
    }

    private static double rmsProp(
            double rate,
            double alpha,
            double epsilon,
            double momentum,
            boolean centered,
            double decay) {
        double p = START;
        double v = 0;
        double mean = 0;
        double b = 0;
        for (double gradient : GRADIENTS) {
            double g = gradient + decay * p;
            v = alpha * v + (1 - alpha) * g * g;
            mean = alpha * mean + (1 - alpha) * g;
            double variance = centered ? v - mean * mean : v;
            b = momentum * b + g / (Math.sqrt(variance) + epsilon);
            p -= rate * b;
        }
        return p;
    }

    @Test
    void rmsPropFollowsItsDefinition() {
        double plain = rmsProp(0.01, 0.99, 1e-8, 0, false, 0);
        assertSteps(plain, plain, RmsProp.rate(0.01));
        double other = rmsProp(0.01, 0.8, 0.1, 0.7, false, 0);
        assertSteps(other, other, RmsProp.rate(0.01).alpha(0.8).epsilon(0.1).momentum(0.7));
        double centered = rmsProp(0.01, 0.8, 1e-8, 0, true, 0);
        assertSteps(centered, centered, RmsProp.rate(0.01).alpha(0.8).centered());
        double all = rmsProp(0.01, 0.8, 0.1, 0.7, true, 0);
        RmsProp optimizer = RmsProp.rate(0.01).centered().epsilon(0.1).momentum(0.7).alpha(0.8);
        assertSteps(all, all, optimizer);
        assertSteps(rmsProp(0.01, 0.8, 0.1, 0.7, true, 0.3), all, optimizer.weightDecay(0.3));
    }

    private static double adagrad(double rate, double epsilon, double decay) {
        double p = START;
        double sum = 0;
        for (double gradient : GRADIENTS) {
            double g = gradient + decay * p;
            sum += g * g;
            p -= rate * g / (Math.sqrt(sum) + epsilon);
        }
        return p;
    }

    @Test
    void adagradFollowsItsDefinition() {
        double plain = adagrad(0.1, 1e-10, 0);
        assertSteps(plain, plain, Adagrad.rate(0.1));
        double epsilon = adagrad(0.1, 0.5, 0);
        assertSteps(
                adagrad(0.1, 0.5, 0.3), epsilon, Adagrad.rate(0.1).epsilon(0.5).weightDecay(0.3));
    }

    @Test
    void settingsNeverChange() {
        Sgd first = Sgd.rate(0.1).momentum(0.9);
        assertNotSame(first, first.momentum(0.5).nesterov().weightDecay(1).clipNorm(1));
        double expected = sgd(0.1, 0.9, false, 0);
        assertSteps(expected, expected, first);
        assertSteps(expected, expected, first);
    }

    @Test
    void impossibleSettingsAreNamed() {
        assertEquals(
                "the learning rate is 0.0, expected above 0",
                assertThrows(IllegalArgumentException.class, () -> Sgd.rate(0)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> Adam.rate(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Sgd.rate(1).momentum(1));
        assertThrows(IllegalArgumentException.class, () -> Sgd.rate(1).weightDecay(-1));
        assertThrows(IllegalArgumentException.class, () -> Adam.rate(1).betas(0.9, 1));
        assertThrows(IllegalArgumentException.class, () -> Adam.rate(1).epsilon(0));
        assertThrows(IllegalArgumentException.class, () -> AdamW.rate(1).betas(1, 0));
        assertThrows(IllegalArgumentException.class, () -> AdamW.rate(1).epsilon(-1));
        assertThrows(IllegalArgumentException.class, () -> RmsProp.rate(1).alpha(1));
        assertThrows(IllegalArgumentException.class, () -> RmsProp.rate(1).momentum(-0.1));
        assertThrows(IllegalArgumentException.class, () -> RmsProp.rate(1).epsilon(0));
        assertThrows(IllegalArgumentException.class, () -> Adagrad.rate(1).epsilon(0));
        assertThrows(IllegalArgumentException.class, () -> Sgd.rate(1).clipNorm(0));
        assertThrows(IllegalArgumentException.class, () -> Sgd.rate(1).clipValue(Double.NaN));
        assertThrows(NullPointerException.class, () -> Sgd.rate(1).schedule(null));
    }
}
