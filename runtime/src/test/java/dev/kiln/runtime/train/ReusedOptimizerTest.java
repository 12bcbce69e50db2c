package dev.kiln.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.SoftmaxRegression;
import dev.kiln.runtime.Target;
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

    private static void step(SoftmaxRegression network, Optimizer optimizer) {
        network.lossWithGradients(new FMatrixRMaj(1, 2, true, 1, 2), Target.classes(1));
        network.update(optimizer);
    }

    @Test
    void inALoopAnotherNetworkIsRefused() {
        for (Optimizer optimizer : optimizers()) {
            step(Clouds.network(), optimizer);
            SoftmaxRegression other = Clouds.network();
            float[] before = weights(other);
            String message =
                    assertThrows(IllegalStateException.class, () -> step(other, optimizer))
                            .getMessage();
            assertTrue(message.contains("has made 1 update without label.weight"), message);
            assertArrayEquals(before, weights(other));
            optimizer.startAnew();
            step(other, optimizer);
            assertFalse(Arrays.equals(before, weights(other)));
        }
    }

    /** To read the state of parameters does not make them its own. */
    @Test
    void theStateOfOthersIsThatOfANewOptimizer() {
        Adam adam = Adam.rate(0.1);
        step(Clouds.network(), adam);
        SoftmaxRegression other = Clouds.network();
        OptimizerState state = adam.state(other.parameters());
        assertArrayEquals(new float[6], state.slots().get("first/label.weight"));
        assertEquals(1, state.updates());
        assertThrows(IllegalStateException.class, () -> step(other, adam));
    }
}
