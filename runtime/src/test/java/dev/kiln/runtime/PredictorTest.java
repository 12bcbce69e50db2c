package dev.kiln.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class PredictorTest {

    private static final Shape INPUT = new Shape(1, 1, 3);

    /** Gives its input back, so that the largest input is the class. */
    private static final class Echo extends Classifier {

        Echo(List<String> labels) {
            super("Echo", INPUT, INPUT, labels, "00");
        }

        @Override
        public FMatrixRMaj predict(FMatrixRMaj input, FMatrixRMaj output) {
            FMatrixRMaj result = output == null ? new FMatrixRMaj(1, 3) : output;
            result.reshape(samples(input), 3);
            System.arraycopy(input.data, 0, result.data, 0, 3 * input.numRows);
            return result;
        }

        void copyFrom(Network network, Parameter... parameters) {
            copy(network.model(), network.parameters(), List.of(parameters));
        }
    }

    @Test
    void classifiesOneSample() {
        Echo echo = new Echo(List.of("a", "b", "c"));
        assertEquals(2, echo.classify(new float[] {1, 2, 3}));
        assertEquals("b", echo.label(new float[] {1, 2, 2}));
        assertArrayEquals(new float[] {1, 2, 3}, echo.predict(new float[] {1, 2, 3}));
    }

    @Test
    void rejectsOtherLengths() {
        Echo echo = new Echo(List.of());
        Exception thrown =
                assertThrows(
                        IllegalArgumentException.class, () -> echo.classify(new float[] {1, 2}));
        assertEquals(
                "Echo: the input is [1 x 2], expected [samples x 3], one row of 1x1x3 per sample",
                thrown.getMessage());
    }

    @Test
    void labelNeedsLabels() {
        Echo echo = new Echo(List.of());
        assertThrows(IllegalStateException.class, () -> echo.label(new float[] {1, 2, 3}));
    }

    @Test
    void copiesParametersByName() {
        SoftmaxRegression network = SoftmaxRegression.initialize(INPUT, 2, 5);
        Parameter weight = Parameter.dense("label.weight", 2, INPUT, Initializer.ZERO);
        Echo echo = new Echo(List.of());
        echo.copyFrom(network, weight);
        assertArrayEquals(network.parameters().get(0).value().data, weight.value().data);
        Parameter other = Parameter.dense("label.weight", 3, INPUT, Initializer.ZERO);
        Exception thrown =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> echo.copyFrom(network, weight, other));
        assertEquals(
                "Echo: the network SoftmaxRegression has no parameter label.weight of shape [3, 3]",
                thrown.getMessage());
    }
}
