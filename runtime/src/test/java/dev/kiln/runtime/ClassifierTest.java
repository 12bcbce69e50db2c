package dev.kiln.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class ClassifierTest {

    /** Gives its input back, so that the largest input is the class. */
    private static final class Echo extends Classifier {

        Echo(Shape input, List<String> labels) {
            super("Echo", input, Shape.vector(input.size()), labels, "00");
        }

        @Override
        public FMatrixRMaj predict(FMatrixRMaj input, FMatrixRMaj output) {
            throw new IllegalStateException("not asked for");
        }

        @Override
        protected Context newContext() {
            return new Context() {
                @Override
                public void reserve(int samples) {}

                @Override
                public void predict(float[] batch, int first, int samples, float[] result) {
                    System.arraycopy(batch, 0, result, 0, result.length);
                }
            };
        }
    }

    private static final Echo NAMED = new Echo(new Shape(1, 1, 3), List.of("a", "b", "c"));

    @Test
    void theTopClassesAreSorted() {
        List<Prediction> expected =
                List.of(new Prediction("c", 2, 0.5f), new Prediction("a", 0, 0.3f));
        assertEquals(expected, NAMED.top(new float[] {0.3f, 0.2f, 0.5f}, 2));
    }

    @Test
    void ofEqualsTheFirstComesFirst() {
        List<Prediction> top = NAMED.top(new float[] {0.2f, 0.4f, 0.4f}, 9);
        assertEquals(List.of(1, 2, 0), top.stream().map(Prediction::index).toList());
        assertEquals(top.get(0).index(), NAMED.classify(new float[] {0.2f, 0.4f, 0.4f}));
    }

    @Test
    void withoutLabelsIndicesAreNames() {
        Echo unnamed = new Echo(new Shape(1, 1, 3), List.of());
        assertEquals("1", unnamed.top(new float[] {0, 1, 0}, 1).get(0).label());
    }

    @Test
    void imagesAreScaledToTheInput() {
        Echo gray = new Echo(new Shape(1, 2, 1), List.of("left", "right"));
        BufferedImage image = new BufferedImage(4, 2, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 4; i++) {
            image.setRGB(2 + i % 2, i / 2, 0x646464);
        }
        assertEquals(1, gray.classify(image));
        assertEquals(List.of(new Prediction("right", 1, 100)), gray.top(image, 1));
    }

    @Test
    void wrongUseIsExplained() {
        float[] pixels = {0, 1, 0};
        assertEquals(
                "Echo: the top 0 classes are asked for, expected 1 or more",
                message(() -> NAMED.top(pixels, 0)));
        assertEquals(
                "Echo: the input is [1 x 2], expected [samples x 3], one row of 1x1x3 per sample",
                message(() -> NAMED.top(new float[] {1, 2}, 1)));
        Echo four = new Echo(new Shape(2, 2, 4), List.of());
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        assertEquals(
                "images have 1 or 3 channels, but the shape is 2x2x4",
                message(() -> four.classify(image)));
    }

    private static String message(Runnable wrong) {
        return assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
    }
}
