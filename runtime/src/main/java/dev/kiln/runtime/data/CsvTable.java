package dev.kiln.runtime.data;

import dev.kiln.runtime.internal.io.Printable;
import java.io.IOException;
import java.util.List;

/** From the records of a CSV file to samples. Errors name lines and columns, not the file. */
final class CsvTable {

    private final CsvRecords records;
    private final CsvFormat format;
    private final CsvRoles roles;
    private final String[] missing;
    private final boolean skips;
    private final CsvClasses classes;
    private CsvColumns columns;

    CsvTable(CsvRecords records, CsvFormat format, CsvRoles roles) {
        this.records = records;
        this.format = format;
        this.roles = roles;
        this.missing = roles.missingTexts().toArray(String[]::new);
        this.skips = roles.missing().map(Missing::skips).orElse(false);
        this.classes = new CsvClasses(roles.labels(), format.mostClasses());
    }

    LabeledData read() throws IOException {
        if (!records.next()) {
            throw new IOException("the file is empty");
        }
        columns = new CsvColumns(records, format, roles);
        Rows inputs = new Rows(columns.inputs());
        Rows values = new Rows(roles.wanted().size());
        float[] input = new float[columns.inputs()];
        float[] wanted = new float[values.columns()];
        int skipped = 0;
        boolean more = !format.header() || records.next();
        for (; more; more = records.next()) {
            if (!numbers(input, wanted)) {
                skipped++;
                continue;
            }
            inputs.add(input);
            if (roles.classes()) {
                classes.add(label());
            } else {
                values.add(wanted);
            }
        }
        if (inputs.size() == 0) {
            throw new IOException(
                    "there are no samples"
                            + (skipped > 0
                                    ? ", in each of " + skipped + " lines something is missing"
                                    : ""));
        }
        inputs.trim();
        values.trim();
        return roles.classes()
                ? classes.of(inputs, columns.inputNames())
                : new LabeledData(
                        RowSamples.ofValues(inputs, values, columns.inputNames()), List.of());
    }

    /** Reads all but a label; false if something is missing and the line is to be left out. */
    private boolean numbers(float[] input, float[] wanted) throws IOException {
        if (records.fields() != columns.count()) {
            throw new IOException(
                    "line "
                            + records.line()
                            + " has "
                            + records.fields()
                            + " fields, expected "
                            + columns.count()
                            + rowNames());
        }
        boolean complete = true;
        for (int column = 0; column < columns.count(); column++) {
            int place = columns.place(column);
            if (place < 0) {
                continue;
            }
            if (missing.length > 0 && isMissing(column)) {
                if (skips) {
                    complete = false;
                } else if (column != columns.label()) {
                    fill(column, input);
                }
            } else if (place < input.length) {
                input[place] = number(column);
            } else if (column != columns.label()) {
                wanted[place - input.length] = number(column);
            }
        }
        return complete;
    }

    private boolean isMissing(int column) {
        for (String text : missing) {
            if (records.is(column, text)) {
                return true;
            }
        }
        return false;
    }

    private void fill(int column, float[] input) throws IOException {
        float filling = columns.filling(column);
        if (Float.isNaN(filling)) {
            throw new IOException(
                    at(column)
                            + (columns.isInput(column)
                                    ? "missing, and no value stands for it"
                                    : "missing, but wanted; Missing.skip() leaves such lines out"));
        }
        input[columns.place(column)] = filling;
    }

    private float number(int column) throws IOException {
        float number =
                Decimal.parse(
                        records.text(), records.start(column), records.end(column), format.point());
        if (Float.isFinite(number)) {
            return number;
        }
        String text = records.field(column);
        if (Float.isInfinite(number)) {
            throw new IOException(at(column) + quoted(text) + " is too large for a float");
        }
        throw new IOException(at(column) + "expected a number, found " + quoted(text) + hint(text));
    }

    private int label() throws IOException {
        try {
            return classes.number(records.field(columns.label()));
        } catch (IOException e) {
            throw new IOException("line " + records.line() + ": " + e.getMessage(), e);
        }
    }

    private String hint(String text) {
        if (text.isEmpty()) {
            return "; missing(...) says what becomes of it";
        }
        char other = format.point() == '.' ? ',' : '.';
        boolean decimal = !Float.isNaN(Decimal.parse(text.toCharArray(), 0, text.length(), other));
        return decimal && other == ',' ? "; decimalComma() reads it" : "";
    }

    private String rowNames() {
        boolean one = format.header() && records.fields() == columns.count() + 1;
        return one
                ? "; where a first column of row names has none in the header, as R's write.table"
                        + " does, give it one"
                : "";
    }

    private String at(int column) {
        return "line " + records.line() + ", column " + Printable.text(columns.name(column)) + ": ";
    }

    static String quoted(String text) {
        return '"' + Printable.text(text) + '"';
    }
}
