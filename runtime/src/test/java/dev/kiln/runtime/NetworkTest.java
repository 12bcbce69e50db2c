package dev.kiln.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class NetworkTest {

    private static final Shape INPUT = new Shape(2, 3, 1);
    private final SoftmaxRegression network = SoftmaxRegression.initialize(INPUT, 4, 1);

    private static String message(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(IllegalArgumentException.class, call).getMessage();
    }

    @Test
    void wrongInputNamesModelExpectedAndActual() {
        assertEquals(
                "SoftmaxRegression: the input is [5 x 7], expected [samples x 6], one row of 2x3x1"
                        + " per sample",
                message(() -> network.predict(new FMatrixRMaj(5, 7), null)));
        assertEquals(
                "SoftmaxRegression: the input has no samples",
                message(() -> network.predict(new FMatrixRMaj(0, 6), null)));
    }

    @Test
    void wrongTargetsAreNamed() {
        FMatrixRMaj input = new FMatrixRMaj(2, 6);
        assertEquals(
                "SoftmaxRegression: the input has 2 samples, but the target has 1",
                message(() -> network.loss(input, Target.classes(0))));
        assertEquals(
                "SoftmaxRegression: the target of sample 1 is class 4, expected 0 to 3",
                message(() -> network.loss(input, Target.classes(0, 4))));
        assertEquals(
                "SoftmaxRegression: the target of sample 0 is class -1, expected 0 to 3",
                message(() -> network.loss(input, Target.classes(-1, 0))));
        assertEquals(
                "SoftmaxRegression: the loss compares with class indices, but the target holds"
                        + " values",
                message(() -> network.loss(input, Target.values(new FMatrixRMaj(2, 4)))));
    }

    @Test
    void longerClassBufferIsAccepted() {
        FMatrixRMaj input = new FMatrixRMaj(1, 6);
        assertEquals(Math.log(4), network.loss(input, Target.classes(0, 99)), 1e-6);
    }

    @Test
    void valuesAreChecked() {
        float[] data = network.values(Target.values(new FMatrixRMaj(2, 4)), 2);
        assertEquals(8, data.length);
        assertEquals(
                "SoftmaxRegression: the target is [2 x 3], expected [2 x 4], one row of 1x1x4 per"
                        + " sample",
                message(() -> network.values(Target.values(new FMatrixRMaj(2, 3)), 2)));
        assertEquals(
                "SoftmaxRegression: the loss compares with values, but the target holds class"
                        + " indices; where classes are wanted, the last layer needs activation ="
                        + " SOFTMAX",
                message(() -> network.values(Target.classes(1, 2), 2)));
    }

    @Test
    void finiteSeesNanAndInfinityInItsRange() {
        assertTrue(Network.finite(new float[] {1, 2, Float.NaN}, 2));
        assertFalse(Network.finite(new float[] {1, 2, Float.NaN}, 3));
        assertFalse(Network.finite(new float[] {Float.NEGATIVE_INFINITY}, 1));
    }

    @Test
    void nonFiniteLossNamesTheLayer() {
        network.parameters().get(1).value().set(0, 0, Float.NaN);
        NonFiniteLossException thrown =
                assertThrows(
                        NonFiniteLossException.class,
                        () -> network.lossWithGradients(new FMatrixRMaj(1, 6), Target.classes(0)));
        assertEquals(
                "SoftmaxRegression: the loss is NaN; the first value that is NaN or infinite is in"
                        + " layer label",
                thrown.getMessage());
    }

    @Test
    void sameSeedSameStart() {
        assertArrayEquals(
                network.parameters().get(0).value().data,
                SoftmaxRegression.initialize(INPUT, 4, 1).parameters().get(0).value().data);
    }
}
