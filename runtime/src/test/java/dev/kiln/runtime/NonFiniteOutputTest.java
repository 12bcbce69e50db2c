package dev.kiln.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class NonFiniteOutputTest {

    /** Answers with its first three inputs, or with NaN. */
    private static final class First extends Classifier {

        private final boolean broken;

        First(boolean broken) {
            super("First", new Shape(2, 2, 3), Shape.vector(3), List.of("a", "b", "c"), "00");
            this.broken = broken;
        }

        @Override
        public FMatrixRMaj predict(FMatrixRMaj input, FMatrixRMaj output) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected Context newContext() {
            return new Context() {
                @Override
                public void reserve(int samples) {}

                @Override
                public void predict(float[] batch, int first, int samples, float[] result) {
                    for (int i = 0; i < result.length; i++) {
                        boolean finite = !broken && Float.isFinite(batch[i]);
                        result[i] = finite ? batch[i] : Float.NaN;
                    }
                }
            };
        }
    }

    private static final float[] PIXELS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

    @Test
    void anInputThatIsNoNumberIsNamed() {
        First first = new First(false);
        assertEquals(2, first.classify(PIXELS));
        float[] pixels = PIXELS.clone();
        pixels[1] = Float.POSITIVE_INFINITY;
        String message = "First: the probabilities are NaN; the input has ";
        assertEquals(
                message + "Infinity at row 0, column 0, channel 1",
                assertThrows(IllegalArgumentException.class, () -> first.classify(pixels))
                        .getMessage());
        float[] last = PIXELS.clone();
        last[0] = Float.NaN;
        assertEquals(
                message + "NaN at row 0, column 0, channel 0",
                assertThrows(IllegalArgumentException.class, () -> first.label(last)).getMessage());
    }

    @Test
    void aPositionIsThatInTheSample() {
        float[] batch = new float[24];
        batch[12 + 8] = Float.NEGATIVE_INFINITY;
        assertEquals(20, NonFinite.first(batch, 24));
        assertEquals(-1, NonFinite.first(batch, 20));
        assertEquals(
                "-Infinity at row 1, column 0, channel 2",
                NonFinite.text(new Shape(2, 2, 3), batch, 20));
        assertEquals("-Infinity at channel 6", NonFinite.text(Shape.vector(7), batch, 20));
    }

    @Test
    void aPredictorThatAnswersNaNSaysSo() {
        First first = new First(true);
        assertEquals(
                "First: the probabilities are NaN although the input is finite; weights are NaN or"
                        + " infinite, or values overflow",
                assertThrows(IllegalStateException.class, () -> first.classify(PIXELS))
                        .getMessage());
    }

    @Test
    void ofNumbersOneOfWhichIsNaNNoneIsTheLargest() {
        float[] values = {5, Float.NaN, 3, 7, Float.POSITIVE_INFINITY};
        assertEquals(ArgMax.NONE, ArgMax.of(values, 0, 3));
        assertEquals(ArgMax.NONE, ArgMax.of(values, 1, 1));
        assertEquals(2, ArgMax.of(values, 2, 3));
        float[] nans = new float[3];
        Arrays.fill(nans, Float.NaN);
        assertEquals(ArgMax.NONE, ArgMax.of(nans, 0, 3));
    }
}
