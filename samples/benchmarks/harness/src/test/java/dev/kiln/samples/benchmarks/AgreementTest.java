package dev.kiln.samples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kiln.samples.benchmarks.Library.Outputs;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AgreementTest {

    private static final int CLASSES = 10;

    private final float[] probabilities = new float[CLASSES];

    AgreementTest() {
        Arrays.fill(probabilities, 0.05f);
        probabilities[3] = 0.55f;
    }

    @Test
    void logitsMayBeShifted() {
        float[] logits = new float[CLASSES];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) Math.log(probabilities[i]) + 7;
        }
        assertEquals(0, difference(Outputs.LOGITS, logits), 1e-6);
    }

    @Test
    void probabilitiesAreComparedByTheirLogarithms() {
        float[] others = probabilities.clone();
        others[5] = 0.1f;
        assertEquals(Math.log(2), difference(Outputs.PROBABILITIES, others), 1e-6);
    }

    @Test
    void nanAgreesWithNothing() {
        float[] others = probabilities.clone();
        others[0] = Float.NaN;
        assertEquals(Double.NaN, difference(Outputs.PROBABILITIES, others));
    }

    private double difference(Outputs kind, float[] outputs) {
        return Agreement.of(kind, CLASSES, outputs, FloatBuffer.wrap(probabilities));
    }
}
