package dev.kiln.runtime.data;

import dev.kiln.runtime.internal.io.InputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;

/**
 * Numbers in a CSV file (RFC 4180), one sample a line: every column is an input but those that are
 * wanted or ignored. Decimal numbers only: a sign, digits, a point, an exponent. Immutable; one
 * description reads all files of one kind.
 *
 * <pre>{@code
 * LabeledData iris = Csv.withHeader().label("species").read(Path.of("iris.csv"));
 * Dataset prices = Csv.withHeader().values("price").ignore("id").read(Path.of("houses.csv")).dataset();
 * }</pre>
 */
public final class Csv {

    private final CsvFormat format;
    private final CsvRoles roles;

    private Csv(CsvFormat format, CsvRoles roles) {
        this.format = format;
        this.roles = roles;
    }

    /** Files whose first line names the columns; commas between fields, UTF-8. */
    public static Csv withHeader() {
        return new Csv(CsvFormat.usual(true), CsvRoles.none());
    }

    /** Files without names; columns are called {@code 0}, {@code 1} and so on. */
    public static Csv withoutHeader() {
        return new Csv(CsvFormat.usual(false), CsvRoles.none());
    }

    /**
     * This format with another character between fields, a tab for example.
     *
     * @throws IllegalArgumentException if it is a quote or ends lines
     */
    public Csv separator(char other) {
        return new Csv(format.withSeparator(other), roles);
    }

    /** This format with numbers like {@code 1,5}; needs another {@link #separator}. */
    public Csv decimalComma() {
        return new Csv(format.withPoint(','), roles);
    }

    /** This format in files of another charset than UTF-8. */
    public Csv charset(Charset charset) {
        return new Csv(format.withCharset(charset), roles);
    }

    /**
     * The column with the class. Classes are numbered in the order in which they appear; those that
     * are whole numbers in ascending order.
     */
    public Csv label(String column) {
        return new Csv(format, roles.withWanted(true, List.of(column), List.of()));
    }

    /**
     * The column with the class, and the classes in order; no others are allowed.
     *
     * @throws IllegalArgumentException if a name is blank or stands there twice
     */
    public Csv label(String column, List<String> names) {
        return new Csv(format, roles.withWanted(true, List.of(column), names));
    }

    /**
     * The columns with the wanted values.
     *
     * @throws IllegalArgumentException if one stands there twice
     */
    public Csv values(String... columns) {
        return new Csv(format, roles.withWanted(false, List.of(columns), List.of()));
    }

    /**
     * The columns that are inputs, in this order; all others are not read. So files need not have
     * the same order of columns.
     *
     * @throws IllegalArgumentException if one stands there twice
     */
    public Csv inputs(String... columns) {
        return new Csv(format, roles.withInputs(List.of(columns)));
    }

    /**
     * Also leaves these columns out; {@code ""} stands for all without a name in the header.
     *
     * @throws IllegalArgumentException if one stands there twice
     */
    public Csv ignore(String... columns) {
        return new Csv(format, roles.withIgnored(List.of(columns)));
    }

    /**
     * Sets the rule for missing numbers, which otherwise are an error.
     *
     * @param texts what stands in such fields, for example {@code ""}, {@code "NA"}, {@code "?"}
     * @throws IllegalArgumentException without texts
     */
    public Csv missing(Missing rule, String... texts) {
        return new Csv(format, roles.withMissing(rule, List.of(texts)));
    }

    /** The most characters of a line; 4,194,304 unless it is set. */
    public Csv longestLine(int characters) {
        return new Csv(
                format.withLimits(characters, format.mostColumns(), format.mostClasses()), roles);
    }

    /** The most fields of a line; 100,000 unless it is set. */
    public Csv mostColumns(int columns) {
        return new Csv(
                format.withLimits(format.longestLine(), columns, format.mostClasses()), roles);
    }

    /** The most different labels; 100,000 unless it is set. */
    public Csv mostClasses(int classes) {
        return new Csv(
                format.withLimits(format.longestLine(), format.mostColumns(), classes), roles);
    }

    /**
     * Reads a file.
     *
     * @return samples of shape 1 x 1 x columns, and the names of the classes
     * @throws IOException if the file can't be read, has something else than numbers, or does not
     *     fit into memory; names the file, the line and the column
     * @throws IllegalStateException if neither label nor values are set, or settings contradict
     *     each other
     */
    public LabeledData read(Path file) throws IOException {
        roles.check();
        if (format.separator() == format.point()) {
            throw new IllegalStateException(
                    "'"
                            + format.point()
                            + "' can't separate fields and be in numbers; say separator(';')");
        }
        try (InputStream stream = InputFile.open(file)) {
            return read(file, stream);
        }
    }

    private LabeledData read(Path file, InputStream stream) throws IOException {
        try {
            CsvText text = new CsvText(stream, format.charset());
            return new CsvTable(new CsvRecords(text, format), format, roles).read();
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            // Nothing that was read is reachable any more, so there is memory again.
            throw new IOException(
                    file + ": the samples do not fit into the memory of the JVM; see -Xmx", e);
        }
    }
}
