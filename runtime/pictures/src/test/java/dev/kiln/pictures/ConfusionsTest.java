package dev.kiln.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.train.ConfusionMatrix;
import dev.kiln.runtime.train.Evaluation;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ConfusionsTest {

    /** All samples of each class are right but the last, which is taken for the next class. */
    private static Evaluation evaluation(int classes, int samples, List<String> labels) {
        ConfusionMatrix matrix = new ConfusionMatrix(classes, labels);
        for (int c = 0; c < classes; c++) {
            for (int i = 1; i < samples; i++) {
                matrix.add(c, c);
            }
            matrix.add(c, (c + 1) % classes);
        }
        List<Integer> ranks = IntStream.range(0, classes * samples).mapToObj(i -> 0).toList();
        return new Evaluation(OptionalDouble.of(0.25), matrix, ranks, OptionalDouble.empty());
    }

    @Test
    void cellsAreCountedAndDescribed() throws Exception {
        Evaluation evaluation = evaluation(3, 4, List.of("cat", "dog & <b>", "horse"));
        Picture picture = Pictures.confusion(evaluation);
        assertEquals(
                "12 samples of 3 classes, 75.0 % right. Most often: cat taken for dog & <b> 1 times;"
                        + " dog & <b> taken for horse 1 times; horse taken for cat 1 times.",
                picture.description());
        Document document = Xml.of(picture);
        assertEquals(1 + 6, Xml.count(document, "rect"));
        assertTrue(Xml.says(document, "dog & <b>"));
        assertEquals("cat taken for cat: 3 of 4 (75.0 %)", Xml.text(document, "title", 1));
    }

    @Test
    void ofManyClassesTheWorstAreShown() throws Exception {
        Picture picture = Pictures.confusion(evaluation(300, 5, List.of()));
        assertTrue(picture.description().contains("The 40 classes with the lowest F1."));
        Document document = Xml.of(picture);
        assertTrue(Xml.says(document, "39"));
        assertFalse(Xml.says(document, "40"));
    }

    @Test
    void pairsAreSortedByTheirCount() throws Exception {
        Evaluation evaluation = evaluation(4, 3, List.of("a", "b", "c", "d"));
        evaluation.confusion().add(3, 1);
        evaluation.confusion().add(3, 1);
        Picture picture = Pictures.mostConfused(evaluation, 2);
        assertEquals("d taken for b 2 times; a taken for b 1 times.", picture.description());
        assertTrue(Xml.says(Xml.of(picture), "d → b"));
    }

    @Test
    void nothingConfusedIsSaid() throws Exception {
        ConfusionMatrix matrix = new ConfusionMatrix(2, List.of());
        matrix.add(0, 0);
        Evaluation evaluation =
                new Evaluation(OptionalDouble.empty(), matrix, List.of(0), OptionalDouble.empty());
        Document document = Xml.of(Pictures.mostConfused(evaluation, 3));
        assertTrue(Xml.says(document, "no sample was taken for another class"));
        Xml.of(Pictures.confusion(evaluation));
    }

    @Test
    void valuesHaveNoConfusions() {
        Evaluation values =
                new Evaluation(
                        OptionalDouble.of(1),
                        new ConfusionMatrix(0, List.of()),
                        List.of(),
                        OptionalDouble.empty());
        var e = assertThrows(IllegalArgumentException.class, () -> Pictures.confusion(values));
        assertEquals(
                "the data of the evaluation have values, no classes that are confused",
                e.getMessage());
        String html = Page.titled("values").evaluation(values).html();
        assertTrue(html.contains("<dt>Loss</dt><dd>1.0000</dd>"), html);
        Evaluation some = evaluation(2, 2, List.of());
        e = assertThrows(IllegalArgumentException.class, () -> Pictures.mostConfused(some, 0));
        assertEquals("the number of pairs is 0, expected at least 1", e.getMessage());
    }
}
