package dev.kiln.runtime.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** How often samples of each class were taken for each class. */
public final class ConfusionMatrix {

    private final List<String> labels;
    private final long[][] counts;
    private final long[] unclassified;

    /**
     * An empty matrix.
     *
     * @param classes number of classes
     * @param labels names of the classes; numbers stand in for those that have none
     */
    public ConfusionMatrix(int classes, List<String> labels) {
        Objects.requireNonNull(labels, "the names of the classes are null");
        if (classes < 0) {
            throw new IllegalArgumentException(
                    "the number of classes is " + classes + ", expected 0 or more");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < classes; i++) {
            names.add(i < labels.size() ? labels.get(i) : Integer.toString(i));
        }
        this.labels = List.copyOf(names);
        this.counts = new long[classes][classes];
        this.unclassified = new long[classes];
    }

    /** Counts one sample. */
    public void add(int actual, int predicted) {
        checkClass(actual);
        checkClass(predicted);
        counts[actual][predicted]++;
    }

    /**
     * Counts one sample that was taken for no class, because its scores are NaN: it counts as wrong
     * in accuracy and recall, and in the precision of no class.
     */
    public void addUnclassified(int actual) {
        checkClass(actual);
        unclassified[actual]++;
    }

    /** How many samples were taken for no class, because their scores are NaN. */
    public long unclassified() {
        long sum = 0;
        for (long count : unclassified) {
            sum += count;
        }
        return sum;
    }

    /** Number of classes. */
    public int classes() {
        return counts.length;
    }

    /** How many samples of class {@code actual} were taken for {@code predicted}. */
    public long count(int actual, int predicted) {
        checkClass(actual);
        checkClass(predicted);
        return counts[actual][predicted];
    }

    /** Number of samples. */
    public long total() {
        long total = 0;
        for (int i = 0; i < counts.length; i++) {
            total += actual(i);
        }
        return total;
    }

    /** Share of the samples that were classified right, 0 to 1; NaN without samples. */
    public double accuracy() {
        long right = 0;
        for (int i = 0; i < counts.length; i++) {
            right += counts[i][i];
        }
        return (double) right / total();
    }

    /** Share of what was taken for this class that is of it; NaN if nothing was. */
    public double precision(int label) {
        checkClass(label);
        long predicted = 0;
        for (long[] row : counts) {
            predicted += row[label];
        }
        return (double) counts[label][label] / predicted;
    }

    /** Share of the samples of this class that were recognized; NaN if there were none. */
    public double recall(int label) {
        checkClass(label);
        return (double) counts[label][label] / actual(label);
    }

    /**
     * Harmonic mean of precision and recall of a class; 0 if none of its samples was recognized,
     * NaN if it has none and nothing was taken for it.
     */
    public double f1(int label) {
        checkClass(label);
        long predicted = 0;
        for (long[] row : counts) {
            predicted += row[label];
        }
        return 2.0 * counts[label][label] / (predicted + actual(label));
    }

    /** Mean of the precisions of all classes that anything was taken for. */
    public double macroPrecision() {
        return meanOf(this::precision);
    }

    /** Mean of the recalls of all classes that have samples. */
    public double macroRecall() {
        return meanOf(this::recall);
    }

    /** Mean of the F1 of all classes that have samples or that anything was taken for. */
    public double macroF1() {
        return meanOf(this::f1);
    }

    private void checkClass(int index) {
        if (index < 0 || index >= counts.length) {
            throw new IndexOutOfBoundsException(
                    "the class is " + index + ", expected 0 to " + (counts.length - 1));
        }
    }

    private double meanOf(IntToDoubleFunction measure) {
        return IntStream.range(0, counts.length)
                .mapToDouble(measure)
                .filter(v -> !Double.isNaN(v))
                .average()
                .orElse(Double.NaN);
    }

    /** Number of samples of this class, those included that were taken for none. */
    public long actual(int label) {
        checkClass(label);
        long sum = unclassified[label];
        for (long count : counts[label]) {
            sum += count;
        }
        return sum;
    }

    /** Name of a class; its number if it has none. */
    public String label(int label) {
        return labels.get(label);
    }

    /**
     * Tables with lines of at most so many characters: precision, recall, F1 and number of samples
     * of each class, then the matrix, with a row for each actual class and a column for each
     * predicted one. Long names lose their middle. Columns are numbered where their names have no
     * room; where the matrix has none, or there are more than 12 classes, the most frequent
     * confusions stand in its place. Of more than 40 classes the 20 with the lowest F1 are shown. A
     * last line counts samples that were taken for no class, if there are any.
     */
    public String table(int columns) {
        String table = ConfusionTable.of(this, columns);
        return unclassified() == 0
                ? table
                : table
                        + unclassified()
                        + " of "
                        + total()
                        + " samples are of no class: their scores are NaN\n";
    }

    /** The tables for a terminal of 80 columns. */
    @Override
    public String toString() {
        return table(Evaluation.COLUMNS);
    }
}
