package dev.kiln.runtime.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DropoutTest {

    @Test
    void aPartOfABatchIsDroppedAsInTheBatch() {
        float[] ones = new float[41];
        Arrays.fill(ones, 1);
        float[] whole = new float[41];
        Dropout.apply(ones, whole, 0, 41, 0.4f, 5, 6, 7);
        for (int from = 0; from <= 41; from++) {
            for (int end = from; end <= 41; end++) {
                float[] part = new float[end - from];
                Dropout.apply(ones, part, from, end - from, 0.4f, 5, 6, 7);
                assertArrayEquals(Arrays.copyOfRange(whole, from, end), part);
            }
        }
    }
}
