package dev.kiln.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.SoftmaxRegression;
import dev.kiln.runtime.data.Dataset;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class MetricsTest {

    @Test
    void precisionRecallAndF1() {
        ConfusionMatrix m = new ConfusionMatrix(3, List.of());
        int[][] pairs = {{0, 0}, {0, 0}, {0, 1}, {1, 1}, {1, 0}, {1, 0}};
        for (int[] pair : pairs) {
            m.add(pair[0], pair[1]);
        }
        assertEquals(2 / 4.0, m.precision(0));
        assertEquals(2 / 3.0, m.recall(0));
        assertEquals(4 / 7.0, m.f1(0), 1e-15);
        assertEquals(2 / 5.0, m.f1(1), 1e-15);
        assertTrue(Double.isNaN(m.f1(2)));
        assertEquals((0.5 + 0.5) / 2, m.macroPrecision(), 1e-15);
        assertEquals((2 / 3.0 + 1 / 3.0) / 2, m.macroRecall(), 1e-15);
        assertEquals((4 / 7.0 + 2 / 5.0) / 2, m.macroF1(), 1e-15);
    }

    /** Class 0 too, which is the first of equals. */
    @Test
    void answersThatAreNaNAreWrongEverywhere() {
        float[] inputs = {Float.NaN, 0, 0, Float.NaN};
        Dataset data = Dataset.ofFloats(Clouds.SHAPE, inputs, new int[] {0, 1}, Clouds.CLASSES);
        Evaluation evaluation = Evaluation.of(Clouds.network(), data);
        assertEquals(0, evaluation.accuracy().getAsDouble());
        assertEquals(0, evaluation.topK(1).getAsDouble());
        assertEquals(0, evaluation.topK(3).getAsDouble());
        ConfusionMatrix confusion = evaluation.confusion();
        assertEquals(2, confusion.unclassified());
        assertEquals(2, confusion.total());
        assertEquals(0, confusion.recall(0));
        assertTrue(Double.isNaN(confusion.precision(0)));
        assertThrows(IllegalArgumentException.class, () -> evaluation.topK(0));
    }

    @Test
    void topKCountsHigherScores() {
        SoftmaxRegression network = Clouds.network();
        Dataset data = Clouds.of(30, 4);
        Evaluation evaluation = Evaluation.of(network, data);
        assertEquals(evaluation.accuracy(), evaluation.topK(1));
        assertEquals(1, evaluation.topK(3).getAsDouble());
        int within = 0;
        for (int i = 0; i < 30; i++) {
            float[] input = new float[2];
            data.input(i, input, 0);
            float[] scores = network.predict(FMatrixRMaj.wrap(1, 2, input), null).data;
            int higher = 0;
            for (float score : scores) {
                higher += score > scores[data.label(i)] ? 1 : 0;
            }
            within += higher < 2 ? 1 : 0;
        }
        assertEquals(within / 30.0, evaluation.topK(2).getAsDouble());
    }
}
