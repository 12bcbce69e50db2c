package dev.kiln.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.Predictor;
import dev.kiln.runtime.SoftmaxRegression;
import dev.kiln.runtime.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class EvaluationTableTest {

    private static Evaluation of(int classes, List<String> labels, int[]... samples) {
        ConfusionMatrix matrix = new ConfusionMatrix(classes, labels);
        List<Integer> ranks = new ArrayList<>();
        for (int[] sample : samples) {
            matrix.add(sample[0], sample[1]);
            ranks.add(sample[0] == sample[1] ? 0 : 1);
        }
        return new Evaluation(OptionalDouble.of(0.61234), matrix, ranks, OptionalDouble.empty());
    }

    private static int[][] random(int classes, int samples) {
        Random random = new Random(classes);
        int[][] pairs = new int[samples][];
        for (int i = 0; i < samples; i++) {
            int actual = random.nextInt(classes);
            pairs[i] = new int[] {actual, i % 4 > 0 ? actual : random.nextInt(classes)};
        }
        return pairs;
    }

    @Test
    void shortNamesStandAtRowsAndColumns() {
        Evaluation evaluation =
                of(
                        3,
                        List.of("Ankle boot", "Bag"),
                        new int[][] {
                            {0, 0}, {0, 0}, {0, 1}, {1, 1}, {1, 0}, {1, 0}, {1, 0}, {1, 1}
                        });
        assertEquals(
                """
                8 samples  loss 0.6123  accuracy 50.00 %

                class       precision  recall      F1  samples
                Ankle boot     40.0 %  66.7 %  50.0 %        3
                Bag            66.7 %  40.0 %  50.0 %        5
                2                   -       -       -        0
                mean           53.3 %  53.3 %  50.0 %        8

                actual \\ taken for  Ankle boot  Bag  2
                Ankle boot                   2    1  0
                Bag                          3    2  0
                2                            0    0  0
                """,
                evaluation.toString());
        assertEquals(evaluation.table(), evaluation.toString());
    }

    @Test
    void columnsAreNumberedWhereNamesHaveNoRoom() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            names.add("a name that is longer than a terminal is wide, from its first word to " + i);
        }
        String table = of(10, names, random(10, 2000)).table();
        assertFits(80, table);
        for (int i = 0; i < 10; i++) {
            String end = "to " + i + "  ";
            assertTrue(table.contains(i + " a name"), table);
            assertEquals(2, table.split(end, -1).length - 1, end + " in " + table);
        }
    }

    @Test
    void ofManyClassesTheWorstAndTheMostFrequentConfusionsAreShown() {
        int[][] samples = random(1000, 5000);
        samples[4998] = new int[] {17, 18};
        samples[4999] = new int[] {17, 18};
        String table = of(1000, List.of(), samples).table();
        assertFits(80, table);
        assertTrue(table.contains("top-5 100.00 %"), table);
        assertTrue(table.contains("the 20 of 1,000 with the lowest F1:"), table);
        assertTrue(table.contains("most frequent confusions"), table);
        assertTrue(table.contains("\n17                        18               2"), table);
        assertTrue(table.lines().count() < 40, table);
    }

    @Test
    void everythingFitsForAnyNumberOfClassesAndNames() {
        Random random = new Random(1);
        for (int classes : new int[] {1, 2, 7, 12, 13, 40, 41, 99}) {
            for (int length : new int[] {1, 7, 30, 200}) {
                List<String> names = new ArrayList<>();
                for (int i = 0; i < classes; i++) {
                    int[] name = random.ints(length, 'a', 'z' + 1).toArray();
                    names.add(new String(name, 0, length));
                }
                Evaluation evaluation = of(classes, names, random(classes, 500));
                for (int columns : new int[] {60, 80, 132}) {
                    assertFits(columns, evaluation.table(columns));
                }
            }
        }
    }

    private static void assertFits(int columns, String table) {
        table.lines().forEach(line -> assertTrue(line.length() <= columns, columns + ": " + line));
    }

    @Test
    void namesLoseTheirMiddle() {
        assertEquals("short", TerminalText.shortened("short", 5));
        assertEquals("lo..e", TerminalText.shortened("longer one", 5));
        assertEquals("lon..one", TerminalText.shortened("longer one", 8));
        assertEquals("\u5bff..\u53f8", TerminalText.shortened("\u5bff\u53f8\u5bff\u53f8", 7));
        assertEquals("a?[2Jb", TerminalText.visible("a\u001b[2Jb"));
    }

    @Test
    void valuesHaveNoClasses() {
        Evaluation evaluation =
                new Evaluation(
                        OptionalDouble.of(0.25),
                        new ConfusionMatrix(0, List.of()),
                        List.of(),
                        OptionalDouble.of(0.125));
        assertEquals("loss 0.2500  mean squared error 0.1250\n", evaluation.toString());
    }

    /** Of softmax and three wanted values, because the loss compares with classes. */
    @Test
    void valuesOfAPredictorAreCompared() {
        Dataset data = Dataset.ofValues(Clouds.SHAPE, new float[20], 3, new float[30]);
        SoftmaxRegression network = Clouds.network();
        Predictor predictor =
                new Predictor("P", Clouds.SHAPE, network.output(), List.of(), "") {
                    @Override
                    public FMatrixRMaj predict(FMatrixRMaj input, FMatrixRMaj output) {
                        return network.predict(input, output);
                    }

                    @Override
                    protected Context newContext() {
                        throw new IllegalStateException();
                    }
                };
        Evaluation evaluation = Evaluation.of(predictor, data);
        assertEquals(1 / 9.0, evaluation.meanSquaredError().getAsDouble(), 1e-6);
        assertEquals("mean squared error 0.1111\n", evaluation.toString());
    }

    @Test
    void namesAreThoseOfTheDataWhereTheModelHasNone() {
        Dataset data = Clouds.of(30, 1).labeled(List.of("red", "green", "blue"));
        String table = Evaluation.of(Clouds.network(), data).toString();
        assertTrue(table.contains("\ngreen "), table);
    }

    @Test
    void numbersAreThoseOfNoCountry() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            String table = of(60, List.of(), random(60, 5000)).table();
            assertTrue(table.chars().allMatch(c -> c < 128), table);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aNetworkThatRecognizesAllHasNoConfusions() {
        String table = of(13, List.of(), new int[][] {{1, 1}, {2, 2}}).table();
        assertTrue(table.endsWith("\nno confusions\n"), table);
        assertFalse(table.contains("taken for"), table);
    }

    @Test
    void scoresThatAreNaNAreCountedApart() {
        Dataset data = Dataset.ofFloats(Clouds.SHAPE, new float[] {Float.NaN, 0}, new int[1], 3);
        String table = Evaluation.of(Clouds.network(), data).toString();
        assertTrue(table.contains("\ntaken for no class, because scores are NaN: 1\n"), table);
        assertTrue(table.startsWith("1 samples  loss NaN  accuracy 0.00 %"), table);
    }

    @Test
    void networksAreEvaluated() {
        SoftmaxRegression network = Clouds.network();
        Dataset data = Clouds.of(30, 1);
        String table = Evaluation.of(network, data).toString();
        assertTrue(table.startsWith("30 samples  loss "), table);
    }
}
