package dev.kiln.runtime.internal.parallel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ChunkGradientsTest {

    /** Two cache lines, as processors fetch them in pairs. */
    private static final int GAP = 32;

    private final ChunkGradients gradients = new ChunkGradients(3, 2);

    private static void assertZeros(float[] array) {
        assertArrayEquals(new float[array.length], array);
    }

    @Test
    void eachThreadHasZerosUntilItJoins() {
        float[] batch = {1, 2};
        gradients.begin(2);
        for (int step = 0; step < 2; step++) {
            float[] first = gradients.apart(0, 0, batch);
            float[] second = gradients.apart(1, 0, batch);
            assertNotSame(first, second);
            assertNotSame(first, batch);
            assertZeros(first);
            assertZeros(second);
            first[0] += 10;
            second[1] += 20;
        }
        gradients.join(1, 0, batch);
        assertArrayEquals(new float[] {1, 22}, batch);
        gradients.join(0, 0, batch);
        assertArrayEquals(new float[] {11, 22}, batch);
    }

    @Test
    void slotsWaitForTheSameTurn() {
        float[] bias = {1};
        float[] weights = {2, 3};
        for (int workers = 1; workers <= 3; workers++) {
            gradients.begin(workers);
            int last = workers - 1;
            gradients.apart(last, 0, bias)[0] += 10;
            gradients.apart(last, 1, weights)[0] += 20;
            gradients.join(last, 0, bias);
            gradients.join(last, 1, weights);
            assertArrayEquals(new float[] {1 + 10 * workers}, bias);
            assertArrayEquals(new float[] {2 + 20 * workers, 3}, weights);
        }
    }

    /** So the bits are those of any number of threads. */
    @Test
    void aThreadAloneSumsApartToo() {
        float[] batch = {1 << 24, 1};
        gradients.begin(1);
        float[] chunk = gradients.apart(0, 0, batch);
        assertNotSame(batch, chunk);
        // One by one they would be lost.
        chunk[0] += 1;
        chunk[0] += 1;
        gradients.join(0, 0, batch);
        assertArrayEquals(new float[] {(1 << 24) + 2, 1}, batch);
    }

    @Test
    void aThreadAloneAddsWhatIsASumToTheGradientOfTheBatch() {
        float[] batch = {1, 2};
        gradients.begin(1);
        assertSame(batch, gradients.apartUnlessAlone(0, 1, batch));
        gradients.joinUnlessAlone(0, 1, batch);
        assertArrayEquals(new float[] {1, 2}, batch);
    }

    @Test
    void severalThreadsMakeSumsApart() {
        float[] batch = {1, 2};
        gradients.begin(2);
        for (int step = 0; step < 2; step++) {
            float[] chunk = gradients.apartUnlessAlone(1, 1, batch);
            assertNotSame(batch, chunk);
            assertZeros(chunk);
            chunk[0] += 10;
        }
        gradients.joinUnlessAlone(1, 1, batch);
        assertArrayEquals(new float[] {11, 2}, batch);
    }

    @Test
    void anArrayServesForALargerAndASmallerGradient() {
        gradients.begin(2);
        float[] large = {1, 1, 1};
        float[] small = {1};
        gradients.apart(1, 0, large)[2] = 5;
        gradients.join(1, 0, large);
        gradients.apart(1, 0, small)[0] = 7;
        gradients.join(1, 0, small);
        assertArrayEquals(new float[] {1, 1, 6}, large);
        assertArrayEquals(new float[] {8}, small);
    }

    @Test
    void moreThreadsFindRoomLater() {
        float[] batch = {1};
        gradients.begin(2);
        float[] first = gradients.apart(0, 0, batch);
        gradients.begin(1);
        assertSame(first, gradients.apart(0, 0, batch));
        gradients.begin(3);
        assertSame(first, gradients.apart(0, 0, batch));
        assertZeros(gradients.apart(2, 0, batch));
    }

    @Test
    void arraysAreFarApart() {
        gradients.begin(2);
        for (int worker = 0; worker < 2; worker++) {
            assertTrue(gradients.apart(worker, 0, new float[3]).length >= 3 + GAP);
            assertTrue(gradients.apart(worker, 1, new float[2]).length >= 2 + GAP);
        }
    }

    @Test
    void onlyTheLengthOfAGradientIsCleared() {
        gradients.begin(1);
        float[] chunk = gradients.apart(0, 0, new float[3]);
        Arrays.fill(chunk, 9);
        gradients.apart(0, 0, new float[1]);
        assertArrayEquals(new float[] {0, 9, 9}, Arrays.copyOf(chunk, 3));
    }
}
