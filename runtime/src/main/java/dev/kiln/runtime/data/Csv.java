package dev.kiln.runtime.data;

import dev.kiln.runtime.io.InputFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Numbers in a CSV file (RFC 4180), one sample a line: every column is an input but those that are
 * wanted. Immutable.
 *
 * <pre>{@code
 * LabelledData iris = Csv.withHeader().label("species").read(Path.of("iris.csv"));
 * Dataset prices = Csv.withHeader().values("price").read(Path.of("houses.csv")).dataset();
 * }</pre>
 */
public final class Csv {

    private final boolean header;
    private final char separator;
    private final boolean classes;
    private final List<String> wanted;
    private final List<String> labels;

    private Csv(
            boolean header,
            char separator,
            boolean classes,
            List<String> wanted,
            List<String> labels) {
        this.header = header;
        this.separator = separator;
        this.classes = classes;
        this.wanted = List.copyOf(wanted);
        this.labels = List.copyOf(labels);
    }

    /** Files whose first line names the columns. */
    public static Csv withHeader() {
        return new Csv(true, ',', true, List.of(), List.of());
    }

    /** Files without names; columns are called {@code 0}, {@code 1} and so on. */
    public static Csv withoutHeader() {
        return new Csv(false, ',', true, List.of(), List.of());
    }

    /** The same with another character between fields. */
    public Csv separator(char other) {
        return new Csv(header, other, classes, wanted, labels);
    }

    /** The column with the class; classes are numbered in the order in which they appear. */
    public Csv label(String column) {
        return new Csv(header, separator, true, List.of(column), List.of());
    }

    /** The column with the class, and the classes in order; no others are allowed. */
    public Csv label(String column, List<String> names) {
        return new Csv(header, separator, true, List.of(column), names);
    }

    /** The columns with the wanted values. */
    public Csv values(String... columns) {
        return new Csv(header, separator, false, List.of(columns), List.of());
    }

    /**
     * Reads a file.
     *
     * @return samples of shape 1 x 1 x columns, and the names of the classes
     * @throws IOException if the file can't be read or has something else than numbers; names the
     *     line and the column
     * @throws IllegalStateException if neither label nor values are set
     */
    public LabelledData read(Path file) throws IOException {
        if (wanted.isEmpty()) {
            throw new IllegalStateException("say what is wanted: label(...) or values(...)");
        }
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(InputFile.open(file), StandardCharsets.UTF_8))) {
            return new CsvTable(new CsvLines(reader, separator), file, header, wanted)
                    .read(classes, labels);
        }
    }
}
