package dev.kiln.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.train.EpochResult;
import dev.kiln.runtime.train.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class CurvesTest {

    private static EpochResult epoch(int epoch, double loss, OptionalDouble rate) {
        return new EpochResult(
                epoch,
                9,
                loss,
                OptionalDouble.of(loss + 0.1),
                OptionalDouble.of(1 - loss / 2),
                OptionalDouble.empty(),
                rate,
                9_000 + epoch,
                Duration.ofSeconds(2));
    }

    private static History history(double... losses) {
        List<EpochResult> epochs = new ArrayList<>();
        DoubleStream.of(losses)
                .forEach(l -> epochs.add(epoch(epochs.size() + 1, l, OptionalDouble.of(1e-3))));
        return new History(epochs);
    }

    @Test
    void lossSaysWhatItShows() throws Exception {
        Picture loss = Pictures.loss(history(0.9, 0.3, 0.5));
        assertEquals(
                "training: from 0.900 at epoch 1 to 0.500 at epoch 3, between 0.300 and 0.900."
                        + " validation: from 1.000 at epoch 1 to 0.600 at epoch 3, between 0.400 and"
                        + " 1.000.",
                loss.description());
        Document document = Xml.of(loss);
        assertTrue(Xml.says(document, "training"));
        assertTrue(Xml.says(document, "validation"));
        assertEquals(6, Xml.count(document, "circle"));
        assertEquals("training, epoch 2: 0.300", Xml.text(document, "title", 2));
    }

    @Test
    void sharesArePercentAndTheAxisEndsWithAllOfThem() throws Exception {
        Picture accuracy = Pictures.accuracy(history(0.1, 0.0001));
        assertEquals(
                "validation: from 95.0 % at epoch 1 to 100.0 % at epoch 2, between 95.0 % and 100.0 %.",
                accuracy.description());
        Document document = Xml.of(accuracy);
        assertTrue(Xml.says(document, "100 %"));
        assertFalse(Xml.says(document, "101 %"));
        assertFalse(Xml.says(document, "102 %"));
    }

    @Test
    void oneEpochIsAPoint() throws Exception {
        Picture loss = Pictures.loss(history(0.25));
        assertEquals(
                "training: 0.2500 at epoch 1. validation: 0.3500 at epoch 1.", loss.description());
        assertEquals(2, Xml.count(Xml.of(loss), "circle"));
    }

    @Test
    void whatNeverChangesIsALevelLine() throws Exception {
        Picture rate = Pictures.learningRate(history(0.3, 0.2, 0.1));
        Document document = Xml.of(rate);
        assertTrue(Xml.says(document, "0.0010"), rate.svg());
        assertTrue(Xml.says(document, "0"), rate.svg());
        assertTrue(Xml.says(Xml.of(Pictures.loss(history(0, 0))), "0"));
    }

    @Test
    void whatWasNotMeasuredIsSaid() throws Exception {
        History history = new History(List.of(epoch(1, 0.5, OptionalDouble.empty())));
        Document document = Xml.of(Pictures.learningRate(history));
        assertTrue(Xml.says(document, "nothing measured yet"));
        assertFalse(Page.titled("p").history(history).html().contains("<title>Learning rate"));
    }

    @Test
    void infiniteNumbersAreGaps() throws Exception {
        double infinite = Double.POSITIVE_INFINITY;
        Document document = Xml.of(Pictures.loss(history(0.9, infinite, 0.5, 0.4)));
        assertEquals(6, Xml.count(document, "circle"));
    }

    @Test
    void longTrainingsStaySmall() throws Exception {
        double[] losses = DoubleStream.iterate(1, l -> l * 0.999).limit(5_000).toArray();
        Document document = Xml.of(Pictures.loss(history(losses)));
        assertEquals(0, Xml.count(document, "circle"));
        assertTrue(Pictures.loss(history(losses)).svg().length() < 30_000);
    }

    @Test
    void picturesAreAlikeInAllLocales() {
        History history = history(0.9, 0.3, 0.5);
        String usual = Page.titled("page").history(history).html();
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(new Locale("ar", "EG"));
            assertEquals(usual, Page.titled("page").history(history).html());
            Locale.setDefault(Locale.GERMANY);
            assertEquals(usual, Page.titled("page").history(history).html());
        } finally {
            Locale.setDefault(before);
        }
        assertTrue(usual.contains("9,001"), usual);
    }

    @Test
    void emptyHistoriesAreErrors() {
        History none = new History(List.of());
        var e = assertThrows(IllegalArgumentException.class, () -> Pictures.loss(none));
        assertEquals("the history has no epochs", e.getMessage());
    }
}
