package dev.kiln.runtime.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers of the classes of a CSV file: in a given order, or as they appear. */
final class CsvClasses {

    private static final int LONGEST_NUMBER = 18;

    private final boolean closed;
    private final int most;
    private final List<String> labels;
    private final Map<String, Integer> places = new HashMap<>();
    private int[] samples = new int[1 << 8];
    private int size;

    /** {@code known}: the classes in order, or empty if they are numbered as they appear. */
    CsvClasses(List<String> known, int most) {
        this.closed = !known.isEmpty();
        this.most = most;
        this.labels = new ArrayList<>(known);
        for (int i = 0; i < known.size(); i++) {
            places.put(ClassNames.canonical(known.get(i)), i);
        }
    }

    /**
     * The class of one sample.
     *
     * @throws IOException if it can't be one; does not name the place
     */
    int number(String text) throws IOException {
        if (text.isEmpty()) {
            throw new IOException("the label is empty; Missing.skip() leaves such lines out");
        }
        String label = ClassNames.canonical(text);
        Integer place = places.get(label);
        if (place != null) {
            return place;
        }
        if (closed) {
            throw new IOException(
                    CsvTable.quoted(text) + " is none of the classes " + ClassNames.text(labels));
        }
        if (labels.size() == most) {
            throw new IOException(
                    "there are more than "
                            + most
                            + " different labels; mostClasses(...) allows more");
        }
        labels.add(label);
        places.put(label, labels.size() - 1);
        return labels.size() - 1;
    }

    /** Adds the class of the next sample. */
    void add(int number) {
        if (size == samples.length) {
            samples = Arrays.copyOf(samples, 2 * size);
        }
        samples[size++] = number;
    }

    /** The samples with their classes, which have names now. */
    LabeledData of(Rows inputs, List<String> names) {
        int[] numbers = Arrays.copyOf(samples, size);
        if (!closed && labels.stream().allMatch(CsvClasses::isNumber)) {
            sort(numbers);
        }
        Dataset dataset = RowSamples.ofClasses(inputs, numbers, labels.size(), names);
        return new LabeledData(dataset, labels);
    }

    /** Labels that are whole numbers come in their own order: digit 3 is not class 7. */
    private void sort(int[] numbers) {
        List<String> sorted = new ArrayList<>(labels);
        sorted.sort(
                Comparator.comparingLong((String label) -> Long.parseLong(label))
                        .thenComparing(Comparator.naturalOrder()));
        Map<String, Integer> order = new HashMap<>();
        for (int i = 0; i < sorted.size(); i++) {
            order.put(sorted.get(i), i);
        }
        int[] places = new int[sorted.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = order.get(labels.get(i));
        }
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = places[numbers[i]];
        }
        labels.clear();
        labels.addAll(sorted);
    }

    private static boolean isNumber(String label) {
        int from = label.startsWith("-") ? 1 : 0;
        if (label.length() == from || label.length() > LONGEST_NUMBER) {
            return false;
        }
        for (int i = from; i < label.length(); i++) {
            if (label.charAt(i) < '0' || label.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
