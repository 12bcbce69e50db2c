package dev.kiln.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.Shape;
import dev.kiln.runtime.SoftmaxRegression;
import dev.kiln.runtime.data.Csv;
import dev.kiln.runtime.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of classes count, and not the numbers that they have by chance. */
class ClassNamesTest {

    private static final Shape SHAPE = Shape.vector(3);
    private static final List<String> NAMES = List.of("a", "b", "c");

    /** One sample for each name; of class {@code a} is who has a one in front, and so on. */
    private static Dataset samples(String wanted, List<String> names) {
        float[] inputs = new float[3 * wanted.length()];
        int[] labels = new int[wanted.length()];
        for (int i = 0; i < labels.length; i++) {
            inputs[3 * i + wanted.charAt(i) - 'a'] = 1;
            labels[i] = Math.max(0, names.indexOf(wanted.substring(i, i + 1)));
        }
        Dataset data = Dataset.ofFloats(SHAPE, inputs, labels, names.size());
        return data.labeled(names);
    }

    private static SoftmaxRegression network(List<String> labels) {
        return new SoftmaxRegression(SHAPE, 3, labels);
    }

    private static Trainer trainer(SoftmaxRegression network) {
        return Trainer.of(network).quiet().optimizer(Sgd.rate(1)).epochs(30);
    }

    private static final Dataset TRAIN = samples("abcabc", NAMES);

    @Test
    void aClassThatIsMissingMovesNoOther() {
        Dataset validation = samples("accca", List.of("a", "c"));
        for (List<String> declared : List.of(NAMES, List.<String>of())) {
            SoftmaxRegression network = network(declared);
            History history = trainer(network).validateOn(validation).fit(TRAIN);
            assertEquals(1, history.last().validationAccuracy().getAsDouble());
            Evaluation evaluation = Evaluation.of(network, validation);
            assertEquals(1, evaluation.accuracy().getAsDouble());
            assertEquals(3, evaluation.confusion().count(2, 2));
            assertEquals(NAMES, network.classNames());
        }
    }

    @Test
    void anotherOrderIsThatOfTheModel() {
        SoftmaxRegression turned = network(List.of("c", "a", "b"));
        trainer(turned).fit(TRAIN);
        SoftmaxRegression same = network(List.of("c", "a", "b"));
        trainer(same).fit(samples("abcabc", List.of("c", "a", "b")));
        assertArrayEquals(same.parameters().get(0).values(), turned.parameters().get(0).values());
        assertEquals(2, Evaluation.of(turned, TRAIN).confusion().count(0, 0));
        assertEquals(
                1,
                Evaluation.of(turned, samples("bca", List.of("b", "c", "a")))
                        .accuracy()
                        .getAsDouble());
    }

    private static String refusal(Trainer trainer, Dataset train) {
        return assertThrows(IllegalArgumentException.class, () -> trainer.fit(train)).getMessage();
    }

    @Test
    void otherNamesAreAnError() {
        Dataset other = samples("ac", List.of("a", "d"));
        String expected =
                "SoftmaxRegression: the data set does not have the classes of the network: the"
                        + " classes are [a, d], but d is none of [a, b, c]; rename them, or take"
                        + " the names away where numbers are right: data.labeled(List.of())";
        for (List<String> declared : List.of(NAMES, List.<String>of())) {
            Trainer trainer = trainer(network(declared)).validateOn(other);
            assertEquals(expected, refusal(trainer, TRAIN));
        }
        assertEquals(expected, refusal(trainer(network(NAMES)), other));
        SoftmaxRegression trained = network(List.of());
        trainer(trained).fit(TRAIN);
        assertEquals(
                expected,
                assertThrows(IllegalArgumentException.class, () -> Evaluation.of(trained, other))
                        .getMessage());
        assertEquals(
                "SoftmaxRegression: the data set has 2 classes, but the network has 3 outputs; if"
                        + " there are no samples of the others, name the classes of all outputs:"
                        + " data.labeled(names)",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Evaluation.of(trained, other.labeled(List.of())))
                        .getMessage());
    }

    @Test
    void trainingNeedsAllClasses() {
        Dataset two = samples("acac", List.of("a", "c"));
        assertEquals(
                "SoftmaxRegression: the training data have the classes [a, c], but the network has"
                        + " [a, b, c] and would never see [b]; if that is meant, name all of them:"
                        + " data.labeled(network.labels())",
                refusal(trainer(network(NAMES)), two));
        assertEquals(
                "SoftmaxRegression: the data set has 2 classes [a, c], but the network has 3"
                        + " outputs; if there are no samples of the others, name the classes of all"
                        + " outputs: data.labeled(names)",
                refusal(trainer(network(List.of())), two));
        assertEquals(
                "SoftmaxRegression: the data set has 2 classes, but the network has 3 outputs; if"
                        + " there are no samples of the others, name the classes of all outputs:"
                        + " data.labeled(names)",
                refusal(trainer(network(NAMES)), two.labeled(List.of())));
        SoftmaxRegression network = network(NAMES);
        trainer(network).fit(two.labeled(NAMES));
        assertEquals(1, Evaluation.of(network, two).accuracy().getAsDouble());
    }

    @Test
    void whereNamesAreNotKnownNumbersCount() {
        SoftmaxRegression network = network(NAMES);
        trainer(network).validateOn(TRAIN).fit(TRAIN.labeled(List.of()));
        assertEquals(1, Evaluation.of(network, TRAIN).accuracy().getAsDouble());
        SoftmaxRegression unnamed = network(List.of());
        trainer(unnamed).fit(TRAIN.labeled(List.of()));
        assertTrue(unnamed.classNames().isEmpty());
    }

    @Test
    void aNetworkMayLearnOtherClassesLater() {
        SoftmaxRegression network = network(List.of());
        trainer(network).fit(TRAIN);
        trainer(network).fit(TRAIN.labeled(List.of()).labeled(List.of("x", "y", "z")));
        assertEquals(List.of("x", "y", "z"), network.classNames());
    }

    @Test
    void columnsHaveTheOrderOfTraining(@TempDir Path folder) throws IOException {
        Csv csv = Csv.withHeader().label("k");
        Path file = folder.resolve("data.csv");
        Files.writeString(file, "p,q,r,k\n1,0,0,a\n0,1,0,b\n0,0,1,c\n");
        Dataset train = csv.read(file).dataset();
        assertEquals(List.of("p", "q", "r"), train.shuffled(1).inputNames());
        Files.writeString(file, "p,r,q,k\n1,0,0,a\n0,0,1,b\n0,1,0,c\n");
        Dataset turned = csv.read(file).dataset();
        SoftmaxRegression network = network(List.of());
        String expected =
                "SoftmaxRegression: input 1 is r, but q in the training data; Csv.inputs(...) gives"
                        + " columns an order";
        assertEquals(expected, refusal(trainer(network).validateOn(turned), train));
        trainer(network).fit(train);
        assertEquals(
                expected,
                assertThrows(IllegalArgumentException.class, () -> Evaluation.of(network, turned))
                        .getMessage());
        Dataset ordered = csv.inputs("p", "q", "r").read(file).dataset();
        assertEquals(1, Evaluation.of(network, ordered).accuracy().getAsDouble());
    }

    /** Even where other data are asked for, classes must keep their numbers. */
    @Test
    void aResumedTrainingHasTheSameClasses(@TempDir Path folder) {
        Path file = folder.resolve("run.checkpoint");
        trainer(network(List.of())).checkpoint(file, 1).fit(TRAIN);
        trainer(network(List.of())).epochs(31).checkpoint(file, 1).resume().fit(TRAIN);
        Dataset turned = samples("abcabcabc", List.of("c", "b", "a"));
        Trainer trainer = trainer(network(List.of())).epochs(32).checkpoint(file, 1);
        String message =
                assertThrows(
                                IllegalStateException.class,
                                () -> trainer.resume(Setting.DATA).fit(turned))
                        .getMessage();
        assertTrue(
                message.contains("its classes is a, b, c (") && message.contains("here it is c, b"),
                message);
        trainer.resume(Setting.DATA).fit(turned.labeled(NAMES));
    }
}
