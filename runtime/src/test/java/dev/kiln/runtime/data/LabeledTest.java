package dev.kiln.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kiln.runtime.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabeledTest {

    private static final Shape SHAPE = Shape.vector(1);

    private static Dataset classes(int... labels) {
        return Dataset.ofFloats(SHAPE, new float[labels.length], labels, 3);
    }

    private static List<Integer> labels(Dataset data) {
        return IntStream.range(0, data.size()).map(data::label).boxed().toList();
    }

    @Test
    void namesGoWithEveryView() {
        assertEquals(List.of(), classes(0, 1, 2).labels());
        List<String> names = List.of("a", "b", "c");
        Dataset data = classes(0, 1, 2).labeled(names);
        assertEquals(names, data.labels());
        assertEquals(names, data.subset(1, 2).labels());
        assertEquals(names, data.shuffled(1).labels());
        assertEquals(names, data.split(0.5, 1).train().labels());
        assertEquals(names, data.split(0.5, 1).rest().labels());
        assertEquals(List.of(0, 1, 2), labels(data));
    }

    @Test
    void classesThatHaveNamesAreRenumberedByThem() {
        Dataset data = classes(0, 1, 2, 1).labeled(List.of("a", "b", "c"));
        Dataset other = data.labeled(List.of("c", "x", "a", "b"));
        assertEquals(List.of(2, 3, 0, 3), labels(other));
        assertEquals(4, other.classes());
        assertEquals(List.of("c", "x", "a", "b"), other.labels());
        assertEquals(List.of(3, 0), labels(other.subset(1, 3)));
        assertEquals(List.of(0, 1, 2, 1), labels(other.labeled(List.of("a", "b", "c", "x"))));
    }

    /** Some file systems write an accent behind its letter. */
    @Test
    void oneNameHasSeveralForms() {
        Dataset data = classes(0, 1, 2).labeled(List.of("cafe\u0301", "tea", " milk"));
        assertEquals(List.of(1, 2, 0), labels(data.labeled(List.of("milk", "caf\u00e9", "tea"))));
    }

    private static void assertFault(String fault, Dataset data, List<String> names) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> data.labeled(names));
        assertEquals(fault, e.getMessage());
    }

    @Test
    void namesThatDoNotSuitAreRefused() {
        Dataset data = classes(0, 1, 2);
        assertFault(
                "the data set has 3 classes, more than the 2 names [a, b]",
                data,
                List.of("a", "b"));
        assertFault(
                "the classes 0 and 2 of [a, b, a] have the same name",
                data,
                List.of("a", "b", "a"));
        assertFault("class 1 of [a,  , b] is blank", data, List.of("a", " ", "b"));
        assertFault(
                "the classes are [a, b, c], but c is none of [a, b, d]",
                data.labeled(List.of("a", "b", "c")),
                List.of("a", "b", "d"));
        assertFault(
                "the data set has values, no classes that [a] name",
                Dataset.ofValues(SHAPE, new float[2], 1, new float[2]),
                List.of("a"));
    }

    @Test
    void longListsAreCut() {
        List<String> many = IntStream.range(0, 30).mapToObj(i -> "c" + i).toList();
        assertFault(
                "the classes are [a, b, c], but a is none of [c0, c1, c2, c3, c4, c5, c6, c7, c8,"
                        + " c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19 ... and 10 more]",
                classes(0).labeled(List.of("a", "b", "c")),
                many);
    }

    @Test
    void labeledDataAndItsSamplesAgree() {
        LabeledData data = new LabeledData(classes(0, 1, 2), List.of("a", "b", "c"));
        assertEquals(List.of("a", "b", "c"), data.dataset().labels());
        LabeledData same = new LabeledData(data.dataset(), List.of());
        assertEquals(List.of("a", "b", "c"), same.labels());
        assertSame(data.dataset(), same.dataset());
        LabeledData turned = new LabeledData(data.dataset(), List.of("c", "b", "a"));
        assertEquals(List.of(2, 1, 0), labels(turned.dataset()));
        assertThrows(
                IllegalArgumentException.class, () -> new LabeledData(classes(0), List.of("a")));
    }
}
