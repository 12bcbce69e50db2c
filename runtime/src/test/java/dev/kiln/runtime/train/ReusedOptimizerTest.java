package dev.kiln.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.Parallel;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.SoftmaxRegression;
import dev.kiln.runtime.Target;
import dev.kiln.runtime.Updater;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** One optimizer for several trainings, or in loops over several networks. */
class ReusedOptimizerTest {

    private static List<Optimizer> optimizers() {
        Schedule schedule = Schedule.exponential(0.9);
        return List.of(
                Sgd.rate(0.1).schedule(schedule),
                Sgd.rate(0.1).momentum(0.9),
                Adam.rate(0.1).schedule(schedule),
                AdamW.rate(0.1),
                RmsProp.rate(0.1).momentum(0.5),
                Adagrad.rate(0.1));
    }

    private static SoftmaxRegression trained(SoftmaxRegression network, Optimizer optimizer) {
        Trainer.of(network)
                .quiet()
                .optimizer(optimizer)
                .batchSize(7)
                .epochs(2)
                .validateOn(Clouds.of(9, 2))
                .reduceOnPlateau(0.5, 1)
                .fit(Clouds.of(30, 1));
        return network;
    }

    private static float[] weights(SoftmaxRegression network) {
        return network.parameters().get(0).value().data.clone();
    }

    @Test
    void eachFitStartsItAnew() {
        for (int i = 0; i < optimizers().size(); i++) {
            Optimizer optimizer = optimizers().get(i);
            SoftmaxRegression first = trained(Clouds.network(), optimizer);
            SoftmaxRegression second = trained(Clouds.network(), optimizer);
            assertArrayEquals(weights(first), weights(second), "another network");
            trained(first, optimizer);
            trained(second, optimizers().get(i));
            assertArrayEquals(weights(second), weights(first), "the same network again");
        }
    }

    private static void step(SoftmaxRegression network, Updater optimizer) {
        network.lossWithGradients(new FMatrixRMaj(1, 2, true, 1, 2), Target.classes(1));
        network.update(optimizer);
    }

    @Test
    void inALoopAnotherNetworkIsRefused() {
        for (Optimizer optimizer : optimizers()) {
            SoftmaxRegression network = Clouds.network();
            RunningOptimizer running = optimizer.start(network.parameters());
            step(network, running);
            SoftmaxRegression other = Clouds.network();
            float[] before = weights(other);
            String message =
                    assertThrows(IllegalStateException.class, () -> step(other, running))
                            .getMessage();
            assertTrue(message.contains("was started without label.weight"), message);
            assertArrayEquals(before, weights(other));
            step(other, optimizer.start(other.parameters()));
            assertFalse(Arrays.equals(before, weights(other)));
        }
    }

    @Test
    void eachStartHasAStateOfItsOwn() {
        Adam adam = Adam.rate(0.1);
        SoftmaxRegression network = Clouds.network();
        RunningOptimizer running = adam.start(network.parameters());
        step(network, running);
        assertEquals(1, running.state().updates());
        OptimizerState fresh = adam.start(network.parameters()).state();
        assertArrayEquals(new float[6], fresh.slots().get("first/label.weight"));
        assertEquals(0, fresh.updates());
    }

    /** Powers of the betas are those of the number of updates, also where that falls. */
    @Test
    void aStateLeadsBackToo() {
        Parameter bias = Parameter.bias("bias", 1);
        RunningOptimizer running = Adam.rate(0.1).start(List.of(bias));
        OptimizerState before = running.state();
        float[] ends = new float[2];
        for (int i = 0; i < 2; i++) {
            running.restore(before);
            bias.values()[0] = 1;
            for (int step = 0; step < 3; step++) {
                bias.gradient().data[0] = 1 + step;
                running.update(List.of(bias), 1, Parallel.alone());
            }
            ends[i] = bias.values()[0];
        }
        assertEquals(ends[0], ends[1]);
    }
}
