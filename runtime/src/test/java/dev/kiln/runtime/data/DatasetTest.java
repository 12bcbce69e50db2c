package dev.kiln.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kiln.runtime.Shape;
import org.junit.jupiter.api.Test;

class DatasetTest {

    private static final Shape SHAPE = new Shape(1, 2, 1);

    private static float[] input(Dataset dataset, int index) {
        float[] into = new float[3];
        dataset.input(index, into, 1);
        return into;
    }

    @Test
    void bytesAreUnsigned() {
        Dataset dataset =
                Dataset.ofBytes(SHAPE, new byte[] {0, 1, (byte) 255, 127}, new int[] {1, 0}, 2);
        assertEquals(2, dataset.size());
        assertEquals(2, dataset.classes());
        assertEquals(0, dataset.outputs());
        assertArrayEquals(new float[] {0, 255, 127}, input(dataset, 1));
        assertEquals(1, dataset.label(0));
        assertThrows(IndexOutOfBoundsException.class, () -> input(dataset, 2));
        assertThrows(IllegalStateException.class, () -> dataset.values(0, new float[1], 0));
    }

    @Test
    void floatsWithClasses() {
        Dataset dataset = Dataset.ofFloats(SHAPE, new float[] {1, 2, 3, 4}, new int[] {1, 0}, 2);
        assertArrayEquals(new float[] {0, 3, 4}, input(dataset, 1));
        assertEquals(0, dataset.label(1));
        assertThrows(IndexOutOfBoundsException.class, () -> dataset.label(2));
    }

    @Test
    void floatsWithValues() {
        Dataset dataset =
                Dataset.ofValues(
                        SHAPE, new float[] {1, 2, 3, 4}, 3, new float[] {1, 2, 3, 4, 5, 6});
        assertEquals(0, dataset.classes());
        assertEquals(3, dataset.outputs());
        float[] into = new float[4];
        dataset.values(1, into, 1);
        assertArrayEquals(new float[] {0, 4, 5, 6}, into);
        assertThrows(IllegalStateException.class, () -> dataset.label(0));
        assertThrows(IndexOutOfBoundsException.class, () -> dataset.values(-1, into, 0));
    }

    @Test
    void subsetIsAView() {
        Dataset whole =
                Dataset.ofBytes(SHAPE, new byte[] {0, 1, 2, 3, 4, 5}, new int[] {0, 1, 2}, 3);
        Dataset subset = whole.subset(1, 3);
        assertEquals(2, subset.size());
        assertEquals(3, subset.classes());
        assertEquals(2, subset.label(1));
        assertArrayEquals(new float[] {0, 2, 3}, input(subset, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> subset.label(2));
        assertThrows(IndexOutOfBoundsException.class, () -> input(subset, -1));
        assertThrows(IndexOutOfBoundsException.class, () -> whole.subset(1, 4));
    }

    @Test
    void disagreeingLengthsAreNamed() {
        assertEquals(
                "2 samples of 1x2x1 need 4 elements, but there are 3",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Dataset.ofBytes(SHAPE, new byte[3], new int[2], 2))
                        .getMessage());
        assertEquals(
                "sample 1 is of class 2, expected 0 to 1",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Dataset.ofFloats(SHAPE, new float[4], new int[] {0, 2}, 2))
                        .getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> Dataset.ofValues(SHAPE, new float[4], 3, new float[4]));
    }
}
