package dev.kiln.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {

    private static final Shape SHAPE = Shape.vector(1);

    /** Each sample says its number. */
    private static float[] numbers(int size) {
        float[] numbers = new float[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = i;
        }
        return numbers;
    }

    private static Dataset classes(int[] labels, int classes) {
        return Dataset.ofFloats(SHAPE, numbers(labels.length), labels, classes);
    }

    private static List<Integer> samples(Dataset data) {
        List<Integer> samples = new ArrayList<>();
        float[] into = new float[1];
        for (int i = 0; i < data.size(); i++) {
            data.input(i, into, 0);
            samples.add((int) into[0]);
        }
        return samples;
    }

    private static void assertWhole(Split split, int size) {
        List<Integer> all = new ArrayList<>(samples(split.train()));
        all.addAll(samples(split.rest()));
        assertEquals(IntStream.range(0, size).boxed().toList(), all.stream().sorted().toList());
        assertTrue(split.train().size() > 0);
        assertTrue(split.rest().size() > 0);
    }

    private static long count(Dataset data, int label) {
        return IntStream.range(0, data.size()).filter(i -> data.label(i) == label).count();
    }

    @Test
    void partsAreDisjointAndCompleteForEverySizeAndShare() {
        for (int size = 2; size < 40; size++) {
            int[] labels = new int[size];
            for (int i = 0; i < size; i++) {
                labels[i] = i * i % 7;
            }
            for (double share : new double[] {Double.MIN_VALUE, 0.01, 0.5, 0.8, Math.nextDown(1)}) {
                Split split = classes(labels, 9).split(share, size);
                assertWhole(split, size);
                assertEquals(
                        Math.max(1, Math.min(size - 1, Math.round(share * size))),
                        split.train().size());
            }
        }
    }

    @Test
    void everyClassHasItsShare() {
        int[] labels = new int[1000];
        for (int i = 0; i < 1000; i++) {
            labels[i] = i < 900 ? 0 : i < 990 ? 1 : 2;
        }
        Split split = classes(labels, 3).split(0.8, 1);
        assertEquals(720, count(split.train(), 0));
        assertEquals(72, count(split.train(), 1));
        assertEquals(8, count(split.train(), 2));
        for (int i = 0; i < split.rest().size(); i++) {
            assertEquals(labels[samples(split.rest()).get(i)], split.rest().label(i));
        }
    }

    @Test
    void samplesWithValuesAreSplitToo() {
        Dataset data = Dataset.ofValues(SHAPE, numbers(10), 1, numbers(10));
        Split split = data.split(0.7, 3);
        assertWhole(split, 10);
        assertEquals(7, split.train().size());
        float[] value = new float[1];
        split.rest().values(2, value, 0);
        assertEquals(samples(split.rest()).get(2).floatValue(), value[0]);
    }

    @Test
    void seedDecides() {
        Dataset data = classes(new int[50], 1);
        assertEquals(samples(data.split(0.8, 1).train()), samples(data.split(0.8, 1).train()));
        assertNotEquals(samples(data.split(0.8, 1).train()), samples(data.split(0.8, 2).train()));
        List<Integer> train = samples(data.split(0.8, 1).train());
        assertNotEquals(train.stream().sorted().toList(), train);
    }

    @Test
    void boundsAreChecked() {
        Dataset data = classes(new int[5], 1);
        for (double share : new double[] {0, 1, -0.1, 1.1, Double.NaN, 80}) {
            assertEquals(
                    "the share to train on is " + share + ", expected more than 0 and less than 1",
                    assertThrows(IllegalArgumentException.class, () -> data.split(share, 1))
                            .getMessage());
        }
        assertEquals(
                "a data set of 1 samples can't be split, it takes at least 2",
                assertThrows(IllegalArgumentException.class, () -> data.subset(0, 1).split(0.5, 1))
                        .getMessage());
    }
}
