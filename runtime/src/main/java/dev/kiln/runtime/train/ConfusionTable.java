package dev.kiln.runtime.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A confusion matrix as text for a terminal: precision, recall, F1 and number of samples of each
 * class; then the matrix, or the most frequent confusions where it has too many columns.
 */
final class ConfusionTable {

    private static final int MOST_COLUMNS = 12;
    private static final int MOST_ROWS = 40;

    /** Of the classes, where they are more than {@link #MOST_ROWS}. */
    private static final int WORST = 20;

    private static final int CONFUSIONS = 10;

    private final ConfusionMatrix matrix;
    private final int columns;

    /** One class taken for another so often. */
    private record Confusion(int actual, int predicted, long samples) {}

    private ConfusionTable(ConfusionMatrix matrix, int columns) {
        this.matrix = matrix;
        this.columns = columns;
    }

    /** Lines that end with a line feed, of at most so many columns; none without classes. */
    static String of(ConfusionMatrix matrix, int columns) {
        ConfusionTable table = new ConfusionTable(matrix, columns);
        return matrix.classes() == 0
                ? ""
                : table.measures() + "\n" + table.unclassified() + table.confusions();
    }

    private String measures() {
        TextTable table = new TextTable(1);
        table.add(List.of("class", "precision", "recall", "F1", "samples"));
        List<Integer> shown = shown();
        for (int label : shown) {
            table.add(
                    List.of(
                            matrix.label(label),
                            percent(matrix.precision(label)),
                            percent(matrix.recall(label)),
                            percent(matrix.f1(label)),
                            number(matrix.actual(label))));
        }
        table.add(
                List.of(
                        "mean",
                        percent(matrix.macroPrecision()),
                        percent(matrix.macroRecall()),
                        percent(matrix.macroF1()),
                        number(matrix.total())));
        String which =
                shown.size() == matrix.classes()
                        ? ""
                        : "the "
                                + WORST
                                + " of "
                                + number(matrix.classes())
                                + " with the lowest F1:\n";
        return which + table.toString(columns);
    }

    /** All classes, or those that do worst. */
    private List<Integer> shown() {
        List<Integer> all = IntStream.range(0, matrix.classes()).boxed().toList();
        if (all.size() <= MOST_ROWS) {
            return all;
        }
        // NaN, of classes that nothing is known of, comes last.
        return all.stream().sorted(Comparator.comparingDouble(matrix::f1)).limit(WORST).toList();
    }

    /** Of scores that are NaN; nothing where there are none. */
    private String unclassified() {
        long samples = matrix.unclassified();
        return samples == 0
                ? ""
                : "taken for no class, because scores are NaN: " + number(samples) + "\n\n";
    }

    private String confusions() {
        if (matrix.classes() <= MOST_COLUMNS) {
            for (boolean named : new boolean[] {true, false}) {
                TextTable table = counts(named);
                if (table.fits(columns)) {
                    return table.toString(columns);
                }
            }
        }
        return mostFrequent();
    }

    /** A row for each actual class, a column for each predicted one; numbered where not named. */
    private TextTable counts(boolean named) {
        int classes = matrix.classes();
        TextTable table = new TextTable(1);
        List<String> heads = new ArrayList<>(List.of("actual \\ taken for"));
        for (int label = 0; label < classes; label++) {
            heads.add(named ? matrix.label(label) : Integer.toString(label));
        }
        table.add(heads);
        for (int actual = 0; actual < classes; actual++) {
            String name = matrix.label(actual);
            List<String> row = new ArrayList<>();
            row.add(named || name.equals(heads.get(actual + 1)) ? name : actual + " " + name);
            for (int predicted = 0; predicted < classes; predicted++) {
                row.add(Long.toString(matrix.count(actual, predicted)));
            }
            table.add(row);
        }
        return table;
    }

    private String mostFrequent() {
        List<Confusion> all = new ArrayList<>();
        for (int actual = 0; actual < matrix.classes(); actual++) {
            for (int predicted = 0; predicted < matrix.classes(); predicted++) {
                long samples = matrix.count(actual, predicted);
                if (actual != predicted && samples > 0) {
                    all.add(new Confusion(actual, predicted, samples));
                }
            }
        }
        if (all.isEmpty()) {
            return "no confusions\n";
        }
        all.sort(Comparator.comparingLong(Confusion::samples).reversed());
        TextTable table = new TextTable(2);
        table.add(List.of("most frequent confusions", "taken for", "samples", "of its class"));
        for (Confusion c : all.subList(0, Math.min(CONFUSIONS, all.size()))) {
            table.add(
                    List.of(
                            matrix.label(c.actual),
                            matrix.label(c.predicted),
                            number(c.samples),
                            percent((double) c.samples / matrix.actual(c.actual))));
        }
        return table.toString(columns);
    }

    static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    static String number(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }
}
