package dev.kiln.processor.report.data;

import java.util.Optional;

/**
 * A warning or an error, as javac prints it.
 *
 * @param code {@code KILN-GROUPS}
 * @param text without the code; the first line is complete in itself
 * @param layer path of the layer that it speaks of; empty where it speaks of the model
 * @param place where javac prints it
 * @param page page of the documentation
 */
public record Message(
        String code,
        boolean error,
        String text,
        Optional<String> layer,
        Optional<SourceLine> place,
        String page) {

    /**
     * A line of a source file.
     *
     * @param path path from the folder in which the compiler runs, else from the root of the
     *     sources
     * @param column from 1
     * @param length characters that are meant
     */
    public record SourceLine(
            String file, String path, long line, int column, int length, String text) {}
}
