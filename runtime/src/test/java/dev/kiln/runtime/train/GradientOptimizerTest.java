package dev.kiln.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.Initializer;
import dev.kiln.runtime.Parallel;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What all optimizers share: penalties, clipping, scale, frozen parameters, schedule and state. */
class GradientOptimizerTest {

    private static final double L1 = 0.5;
    private static final double L2 = 0.25;
    private static final float[] START = {2, -1, 0};
    private static final float[] GRADIENT = {3, -4, 0};

    private static Parameter weight(String name) {
        return filled(Parameter.dense(name, 1, Shape.vector(3), Initializer.ZERO));
    }

    private static Parameter filled(Parameter parameter) {
        System.arraycopy(START, 0, parameter.value().data, 0, START.length);
        System.arraycopy(GRADIENT, 0, parameter.gradient().data, 0, GRADIENT.length);
        return parameter;
    }

    /** START - rate * steps. */
    private static void assertStepped(Parameter parameter, double rate, double... steps) {
        for (int i = 0; i < steps.length; i++) {
            double expected = START[i] - rate * steps[i];
            assertEquals(expected, parameter.value().data[i], 1e-6, parameter.name() + " " + i);
        }
        assertArrayEquals(GRADIENT, parameter.gradient().data, "the gradient was modified");
    }

    private static double slope(double value) {
        return L1 * Math.signum(value) + 2 * L2 * value;
    }

    @Test
    void normIsThatOfAllTrainedParametersTogether() {
        Parameter first = weight("first");
        Parameter second = filled(Parameter.bias("second", 3));
        Parameter frozen = weight("frozen").freeze();
        Parameter statistic = filled(Parameter.runningMean("mean", 3));
        Started.afterOne(Sgd.rate(0.1).clipNorm(1), first, second, frozen, statistic);
        double factor = 1 / (Math.sqrt(50) + 1e-6);
        assertStepped(first, 0.1, 3 * factor, -4 * factor, 0);
        assertStepped(second, 0.1, 3 * factor, -4 * factor, 0);
        assertArrayEquals(START, frozen.value().data);
        assertArrayEquals(START, statistic.value().data);
    }

    @Test
    void smallGradientsAreNotClipped() {
        Parameter weight = weight("weight");
        Started.afterOne(Sgd.rate(0.1).clipNorm(5.1).clipValue(4.1), weight);
        assertStepped(weight, 0.1, 3, -4, 0);
    }

    @Test
    void valuesAreClippedElementByElement() {
        Parameter weight = weight("weight");
        Started.afterOne(Sgd.rate(0.1).clipValue(3.5), weight);
        assertStepped(weight, 0.1, 3, -3.5, 0);
    }

    @Test
    void zeroGradientsSurviveClipping() {
        Parameter weight = weight("weight");
        weight.gradient().zero();
        Started.afterOne(Sgd.rate(0.1).clipNorm(1), weight);
        assertArrayEquals(START, weight.value().data);
    }

    @Test
    void penaltiesAreClippedWithTheGradientAndDecayIsNot() {
        Parameter weight = weight("weight").penalize(L1, L2);
        Started.afterOne(Sgd.rate(0.1).clipNorm(2).weightDecay(0.3), weight);
        double g0 = 3 + slope(2);
        double g1 = -4 + slope(-1);
        double factor = 2 / (Math.hypot(g0, g1) + 1e-6);
        assertStepped(weight, 0.1, factor * g0 + 0.3 * 2, factor * g1 - 0.3, 0);
        Parameter limited = weight("weight").penalize(L1, L2);
        Started.afterOne(Sgd.rate(0.1).clipValue(3).weightDecay(0.3), limited);
        assertStepped(limited, 0.1, 3 + 0.3 * 2, -3 - 0.3, 0);
    }

    @Test
    void scaleComesBeforePenaltyAndClipping() {
        Parameter weight = weight("weight").penalize(L1, L2);
        Started.afterOne(Sgd.rate(0.1), 0.25, weight);
        assertStepped(weight, 0.1, 0.75 + slope(2), -1 + slope(-1), 0);
        Parameter clipped = weight("weight");
        Started.afterOne(Sgd.rate(0.1).clipNorm(1), 0.25, clipped);
        double factor = 1 / (1.25 + 1e-6);
        assertStepped(clipped, 0.1, 0.75 * factor, -1 * factor, 0);
        Parameter small = weight("weight");
        Started.afterOne(Sgd.rate(0.1).clipNorm(1.26), 0.25, small);
        assertStepped(small, 0.1, 0.75, -1, 0);
    }

    /** Adam's first step is the sign of the gradient, whatever its size. */
    @Test
    void adamWKeepsPenaltiesOutOfGradientAndNorm() {
        Parameter weight = weight("weight").penalize(L1, L2);
        Started.afterOne(AdamW.rate(0.1).weightDecay(0.3), weight);
        assertStepped(weight, 0.1, 1 + 0.3 * 2 + slope(2), -1 - 0.3 + slope(-1), 0);
        Parameter clipped = weight("weight").penalize(L1, L2);
        AdamW adamW = AdamW.rate(0.1).weightDecay(0).clipNorm(1);
        float[] first = Started.afterOne(adamW, clipped).state().slots().get("first/weight");
        assertArrayEquals(new float[] {0.06f, -0.08f, 0}, first, 1e-6f);
    }

    @Test
    void coupledOptimizersTakePenaltiesIntoTheirMeans() {
        Parameter weight = weight("weight").penalize(L1, L2);
        float[] first =
                Started.afterOne(Adam.rate(0.1), weight).state().slots().get("first/weight");
        double[] expected = {0.1 * (3 + slope(2)), 0.1 * (-4 + slope(-1)), 0};
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], first[i], 1e-6);
        }
    }

    @Test
    void rateFollowsScheduleAndScale() {
        Parameter weight = weight("weight");
        Sgd sgd = Sgd.rate(0.5).schedule(Schedule.step(2, 0.5));
        assertEquals(0.5, sgd.rateAt(1));
        assertEquals(0.25, sgd.rateAt(2));
        RunningOptimizer running = sgd.start(List.of(weight));
        for (int i = 0; i < 4; i++) {
            running.update(List.of(weight), 1, Parallel.alone());
        }
        assertStepped(weight, 0.5 + 0.5 + 0.25 + 0.25, 3, -4, 0);
        running.scaleRate(0.1);
        running.scaleRate(0.1);
        running.update(List.of(weight), 1, Parallel.alone());
        assertStepped(weight, 1.5 + 0.125 * 0.01, 3, -4, 0);
    }

    @Test
    void stateIsOfNamesAndGoesOnWhereItWas() {
        for (GradientOptimizer<?> optimizer :
                List.<GradientOptimizer<?>>of(
                        Sgd.rate(0.1).momentum(0.9),
                        Adam.rate(0.1),
                        AdamW.rate(0.1),
                        RmsProp.rate(0.1).centered().momentum(0.5),
                        Adagrad.rate(0.1))) {
            GradientOptimizer<?> scheduled = optimizer.schedule(Schedule.exponential(0.9));
            Parameter whole = weight("weight");
            Parameter frozen = weight("frozen").freeze();
            RunningOptimizer first = scheduled.start(List.of(whole, frozen));
            first.scaleRate(0.5);
            first.update(List.of(whole, frozen), 1, Parallel.alone());
            first.update(List.of(whole, frozen), 1, Parallel.alone());
            OptimizerState state = first.state();
            assertEquals(2, state.updates());
            assertTrue(state.slots().keySet().stream().allMatch(n -> n.endsWith("/weight")));
            Parameter resumed = weight("weight");
            System.arraycopy(whole.value().data, 0, resumed.value().data, 0, START.length);
            RunningOptimizer other = scheduled.start(List.of(resumed));
            other.restore(state);
            for (int i = 0; i < 3; i++) {
                first.update(List.of(whole, frozen), 1, Parallel.alone());
                other.update(List.of(resumed), 1, Parallel.alone());
            }
            assertArrayEquals(whole.value().data, resumed.value().data, state.settings());
            assertEquals(2, state.updates(), "states are copies");
        }
    }

    @Test
    void strangeStatesAreRefused() {
        Parameter weight = weight("weight");
        Sgd sgd = Sgd.rate(0.1).momentum(0.9);
        OptimizerState state = Started.afterOne(sgd, weight).state();
        Sgd faster = Sgd.rate(0.2).momentum(0.9);
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> faster.start(List.of(weight)).restore(state))
                        .getMessage();
        assertTrue(message.startsWith("the state is of SGD, momentum=0.9"), message);
        assertEquals(
                "the state lacks momentum/other",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> sgd.start(List.of(weight("other"))).restore(state))
                        .getMessage());
    }

    /** The default words of a lambda would never be the same again. */
    @Test
    void ownSchedulesHaveWordsThatStayTheSame() {
        Sgd first = Sgd.rate(0.1).schedule(Schedule.warmUp(3, update -> 1.0 / (1 + update)));
        Sgd second = Sgd.rate(0.1).schedule(Schedule.warmUp(3, update -> 2.0 / (2 + update)));
        assertEquals(first.toString(), second.toString());
        assertTrue(first.toString().contains("a schedule of its own"));
    }
}
