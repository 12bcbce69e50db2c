package dev.kiln.runtime.data;

import dev.kiln.runtime.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** From the lines of a CSV file to samples. */
final class CsvTable {

    private final CsvLines lines;
    private final Path file;
    private final boolean header;
    private final List<String> wanted;

    CsvTable(CsvLines lines, Path file, boolean header, List<String> wanted) {
        this.lines = lines;
        this.file = file;
        this.header = header;
        this.wanted = wanted;
    }

    /** {@code known}: the classes, or empty if they are numbered as they appear. */
    LabelledData read(boolean classes, List<String> known) throws IOException {
        CsvLines.Line line = next();
        if (line == null) {
            throw new IOException(file + ": the file is empty");
        }
        List<String> names = names(line);
        List<Integer> targets = targets(names);
        List<String> labels = new ArrayList<>(known);
        List<Float> inputs = new ArrayList<>();
        List<Float> values = new ArrayList<>();
        int samples = 0;
        for (line = header ? next() : line; line != null; line = next()) {
            if (line.fields().size() != names.size()) {
                throw new IOException(
                        file
                                + ": line "
                                + line.number()
                                + " has "
                                + line.fields().size()
                                + " fields, expected "
                                + names.size());
            }
            for (int column = 0; column < names.size(); column++) {
                if (!targets.contains(column)) {
                    inputs.add(number(line, column, names));
                }
            }
            for (int column : targets) {
                values.add(
                        classes
                                ? label(line, column, labels, !known.isEmpty())
                                : number(line, column, names));
            }
            samples++;
        }
        if (samples == 0) {
            throw new IOException(file + ": there are no samples");
        }
        Shape shape = Shape.vector(names.size() - targets.size());
        if (!classes) {
            Dataset dataset =
                    Dataset.ofValues(shape, floats(inputs), targets.size(), floats(values));
            return new LabelledData(dataset, List.of());
        }
        int[] indices = values.stream().mapToInt(Float::intValue).toArray();
        Dataset dataset = Dataset.ofFloats(shape, floats(inputs), indices, labels.size());
        return new LabelledData(dataset, labels);
    }

    private CsvLines.Line next() throws IOException {
        try {
            return lines.next();
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private List<String> names(CsvLines.Line first) {
        if (header) {
            return first.fields().stream().map(String::strip).toList();
        }
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < first.fields().size(); i++) {
            numbers.add(Integer.toString(i));
        }
        return numbers;
    }

    private List<Integer> targets(List<String> names) throws IOException {
        List<Integer> targets = new ArrayList<>();
        for (String name : wanted) {
            int column = names.indexOf(name);
            if (column < 0) {
                throw new IOException(
                        file + ": there is no column " + name + "; the columns are " + names);
            }
            targets.add(column);
        }
        if (targets.size() == names.size()) {
            throw new IOException(file + ": no column is left for inputs");
        }
        return targets;
    }

    private float number(CsvLines.Line line, int column, List<String> names) throws IOException {
        String text = line.fields().get(column).strip();
        try {
            float number = Float.parseFloat(text);
            if (Float.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // What it is instead is said below.
        }
        throw new IOException(
                file
                        + ": line "
                        + line.number()
                        + ", column "
                        + names.get(column)
                        + ": expected a number, found \""
                        + text
                        + "\"");
    }

    private float label(CsvLines.Line line, int column, List<String> labels, boolean closed)
            throws IOException {
        String text = line.fields().get(column).strip();
        int label = labels.indexOf(text);
        if (label >= 0) {
            return label;
        }
        if (closed) {
            throw new IOException(
                    file
                            + ": line "
                            + line.number()
                            + ": \""
                            + text
                            + "\" is none of the classes "
                            + labels);
        }
        labels.add(text);
        return labels.size() - 1;
    }

    private static float[] floats(List<Float> numbers) {
        float[] result = new float[numbers.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = numbers.get(i);
        }
        return result;
    }
}
