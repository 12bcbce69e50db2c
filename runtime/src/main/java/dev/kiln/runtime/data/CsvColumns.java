package dev.kiln.runtime.data;

import dev.kiln.runtime.internal.io.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The role of each column of one CSV file. */
final class CsvColumns {

    private static final int IGNORED = -1;
    private static final int NONE = -1;

    private final CsvRoles roles;
    private final boolean header;
    private final int count;

    /** Names in the header; empty without one. */
    private final List<String> names;

    private final Map<String, Integer> firsts = new HashMap<>();
    private final Map<String, Integer> lasts = new HashMap<>();

    /** For each column its place among the inputs, or among what is wanted behind them. */
    private final int[] places;

    private final int inputs;
    private final int label;
    private final float[] fillings;

    /**
     * Reads the header, or counts the fields of the first record.
     *
     * @throws IOException if columns are missing, without name or ambiguous; does not name the file
     */
    CsvColumns(CsvRecords first, CsvFormat format, CsvRoles roles) throws IOException {
        this.roles = roles;
        this.header = format.header();
        this.count = first.fields();
        this.names = header ? names(first) : List.of();
        for (int i = 0; i < names.size(); i++) {
            firsts.putIfAbsent(names.get(i), i);
            lasts.put(names.get(i), i);
        }
        this.places = new int[count];
        Arrays.fill(places, IGNORED);
        this.inputs = placeInputs();
        for (int i = 0; i < roles.wanted().size(); i++) {
            places[find(roles.wanted().get(i))] = inputs + i;
        }
        this.label = roles.classes() ? find(roles.wanted().get(0)) : NONE;
        this.fillings = roles.missing().isPresent() ? fillings(roles.missing().get()) : null;
    }

    private static List<String> names(CsvRecords header) {
        List<String> names = new ArrayList<>(header.fields());
        for (int i = 0; i < header.fields(); i++) {
            names.add(ClassNames.canonical(header.field(i)));
        }
        return names;
    }

    /** Number of inputs. */
    private int placeInputs() throws IOException {
        if (!roles.inputs().isEmpty()) {
            for (int i = 0; i < roles.inputs().size(); i++) {
                places[find(roles.inputs().get(i))] = i;
            }
            return roles.inputs().size();
        }
        boolean[] taken = new boolean[count];
        for (String name : roles.wanted()) {
            taken[find(name)] = true;
        }
        for (String name : roles.ignored()) {
            ignore(name, taken);
        }
        int found = 0;
        for (int i = 0; i < count; i++) {
            if (!taken[i]) {
                places[i] = found++;
                if (header && names.get(i).isEmpty()) {
                    throw new IOException(
                            "column "
                                    + (i + 1)
                                    + " has no name in the header, like the row numbers that R and"
                                    + " pandas write; ignore(\"\") leaves it out");
                }
            }
        }
        if (found == 0) {
            throw new IOException("no column is left for inputs");
        }
        return found;
    }

    /** The empty name means all columns without one. */
    private void ignore(String name, boolean[] taken) throws IOException {
        if (!name.isEmpty()) {
            taken[find(name)] = true;
            return;
        }
        for (int i = 0; i < names.size(); i++) {
            taken[i] |= names.get(i).isEmpty();
        }
    }

    private int find(String name) throws IOException {
        int first = header ? firsts.getOrDefault(name, -1) : number(name);
        if (first < 0) {
            throw new IOException("there is no column " + Printable.text(name) + "; " + all());
        }
        if (header && lasts.get(name) != first) {
            throw new IOException(
                    "there are several columns "
                            + Printable.text(name)
                            + ", among them the fields "
                            + (first + 1)
                            + " and "
                            + (lasts.get(name) + 1)
                            + " of a line");
        }
        return first;
    }

    private int number(String name) {
        try {
            int column = Integer.parseInt(name);
            return column < count && name.equals(Integer.toString(column)) ? column : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private String all() {
        if (!header) {
            return "without a header the columns are 0 to " + (count - 1);
        }
        String only = names.get(0);
        for (char separator : new char[] {';', '\t', ',', '|'}) {
            if (count == 1 && only.indexOf(separator) > 0) {
                String shown = separator == '\t' ? "\\t" : Character.toString(separator);
                return "there is only one column; is the separator another one: separator('"
                        + shown
                        + "')?";
            }
        }
        return "the columns are " + ClassNames.text(names);
    }

    private float[] fillings(Missing rule) throws IOException {
        for (String name : rule.columns()) {
            find(ClassNames.canonical(name));
        }
        float[] result = new float[count];
        for (int i = 0; i < count; i++) {
            OptionalDouble filling = rule.of(name(i));
            result[i] =
                    isInput(i) && filling.isPresent() ? (float) filling.getAsDouble() : Float.NaN;
        }
        return result;
    }

    int count() {
        return count;
    }

    int inputs() {
        return inputs;
    }

    /** Names of the inputs in order; empty without a header. */
    List<String> inputNames() {
        String[] inOrder = new String[header ? inputs : 0];
        for (int i = 0; header && i < count; i++) {
            if (isInput(i)) {
                inOrder[places[i]] = names.get(i);
            }
        }
        return List.of(inOrder);
    }

    /** The column with the class; negative if values are wanted. */
    int label() {
        return label;
    }

    String name(int column) {
        return header ? names.get(column) : Integer.toString(column);
    }

    /** Place among the inputs, or behind all of them among what is wanted; negative if ignored. */
    int place(int column) {
        return places[column];
    }

    boolean isInput(int column) {
        return places[column] >= 0 && places[column] < inputs;
    }

    /** The number for a missing field of this column; NaN if there is none. */
    float filling(int column) {
        return fillings[column];
    }
}
