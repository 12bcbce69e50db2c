package dev.kiln.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

    private static ConfusionMatrix matrix() {
        ConfusionMatrix matrix = new ConfusionMatrix(3, List.of("Ankle boot", "Bag"));
        int[][] samples = {{0, 0}, {0, 0}, {0, 1}, {1, 1}, {1, 0}, {1, 0}, {1, 0}, {1, 1}};
        for (int[] sample : samples) {
            matrix.add(sample[0], sample[1]);
        }
        return matrix;
    }

    @Test
    void countsAndShares() {
        ConfusionMatrix matrix = matrix();
        assertEquals(3, matrix.count(1, 0));
        assertEquals(8, matrix.total());
        assertEquals(0.5, matrix.accuracy());
        assertEquals(2.0 / 5, matrix.precision(0));
        assertEquals(2.0 / 3, matrix.recall(0));
        assertEquals(Double.NaN, matrix.recall(2));
        assertEquals(Double.NaN, matrix.precision(2));
    }

    @Test
    void emptyMatrixHasNoAccuracy() {
        assertTrue(Double.isNaN(new ConfusionMatrix(0, List.of()).accuracy()));
    }

    @Test
    void samplesOfNoClassAreCountedAndSaid() {
        ConfusionMatrix matrix = matrix();
        matrix.addUnclassified(0);
        matrix.addUnclassified(2);
        assertEquals(10, matrix.total());
        assertEquals(2, matrix.unclassified());
        assertEquals(0.4, matrix.accuracy());
        assertEquals(2.0 / 4, matrix.recall(0));
        assertEquals(0, matrix.recall(2));
        assertEquals(2.0 / 5, matrix.precision(0));
        assertTrue(
                matrix.toString()
                        .endsWith("\n2 of 10 samples are of no class: their scores are NaN\n"));
    }
}
