package dev.kiln.runtime.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Roles of the columns of a CSV file.
 *
 * @param classes whether a class is wanted, or values
 * @param wanted the column with the class, or those with the values
 * @param labels the classes in order; empty if they are numbered as they come
 * @param inputs columns in order; empty for all that are neither wanted nor ignored
 * @param ignored columns that are not read
 * @param missing rule for missing fields
 * @param missingTexts what stands in such fields
 */
record CsvRoles(
        boolean classes,
        List<String> wanted,
        List<String> labels,
        List<String> inputs,
        List<String> ignored,
        Optional<Missing> missing,
        List<String> missingTexts) {

    CsvRoles {
        wanted = distinct(wanted);
        labels = ClassNames.checked(labels);
        inputs = distinct(inputs);
        ignored = distinct(ignored);
        missingTexts = missingTexts.stream().map(String::strip).toList();
    }

    static CsvRoles none() {
        return new CsvRoles(
                true, List.of(), List.of(), List.of(), List.of(), Optional.empty(), List.of());
    }

    CsvRoles withWanted(boolean newClasses, List<String> columns, List<String> newLabels) {
        return new CsvRoles(newClasses, columns, newLabels, inputs, ignored, missing, missingTexts);
    }

    CsvRoles withInputs(List<String> columns) {
        return new CsvRoles(classes, wanted, labels, columns, ignored, missing, missingTexts);
    }

    CsvRoles withIgnored(List<String> columns) {
        List<String> all = new ArrayList<>(ignored);
        all.addAll(columns);
        return new CsvRoles(classes, wanted, labels, inputs, all, missing, missingTexts);
    }

    CsvRoles withMissing(Missing rule, List<String> texts) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException(
                    "say what stands where something is missing, for example \"\" and \"NA\"");
        }
        return new CsvRoles(classes, wanted, labels, inputs, ignored, Optional.of(rule), texts);
    }

    /**
     * Checks one part against the others.
     *
     * @throws IllegalStateException if nothing is wanted, or a column is for two things
     */
    void check() {
        if (wanted.isEmpty()) {
            throw new IllegalStateException("say what is wanted: label(...) or values(...)");
        }
        List<String> all = new ArrayList<>(wanted);
        all.addAll(inputs);
        all.addAll(ignored);
        HashSet<String> seen = new HashSet<>();
        for (String column : all) {
            if (!seen.add(column)) {
                throw new IllegalStateException(
                        "the column " + column + " can't be wanted, an input and ignored at once");
            }
        }
    }

    private static List<String> distinct(List<String> columns) {
        List<String> names = columns.stream().map(ClassNames::canonical).toList();
        HashSet<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException("the column " + name + " is named twice");
            }
        }
        return names;
    }
}
