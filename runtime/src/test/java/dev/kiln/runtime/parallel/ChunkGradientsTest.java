package dev.kiln.runtime.parallel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class ChunkGradientsTest {

    private final ChunkGradients gradients = new ChunkGradients(3);

    @Test
    void aThreadAloneAddsToTheGradientOfTheBatch() {
        float[] batch = {1, 2};
        gradients.begin(1);
        assertSame(batch, gradients.of(0, batch));
        gradients.join(0, batch);
        assertArrayEquals(new float[] {1, 2}, batch);
    }

    @Test
    void eachThreadHasZerosUntilItJoins() {
        float[] batch = {1, 2};
        gradients.begin(2);
        for (int step = 0; step < 2; step++) {
            float[] first = gradients.of(0, batch);
            float[] second = gradients.of(1, batch);
            assertNotSame(first, second);
            assertNotSame(first, batch);
            assertArrayEquals(new float[3], first);
            first[0] += 10;
            second[1] += 20;
        }
        gradients.join(1, batch);
        assertArrayEquals(new float[] {1, 22}, batch);
        gradients.join(0, batch);
        assertArrayEquals(new float[] {11, 22}, batch);
    }

    @Test
    void anArrayServesForALargerAndASmallerGradient() {
        gradients.begin(2);
        float[] large = {1, 1, 1};
        float[] small = {1};
        gradients.of(1, large)[2] = 5;
        gradients.join(1, large);
        gradients.of(1, small)[0] = 7;
        gradients.join(1, small);
        assertArrayEquals(new float[] {1, 1, 6}, large);
        assertArrayEquals(new float[] {8}, small);
    }

    @Test
    void moreThreadsFindRoomLater() {
        float[] batch = {1};
        gradients.begin(2);
        float[] first = gradients.of(0, batch);
        gradients.begin(3);
        assertSame(first, gradients.of(0, batch));
        assertArrayEquals(new float[3], gradients.of(2, batch));
    }
}
