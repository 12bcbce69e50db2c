package dev.kiln.processor.diagnostic;

import java.util.OptionalLong;

/**
 * A further line of a diagnostic.
 *
 * @param text the line, indented
 * @param position what it speaks of; its line number follows the text where it is known
 * @param rest what comes after the line number
 */
public record Detail(String text, Position position, String rest) {

    public static Detail of(String text) {
        return new Detail(text, Position.none(), "");
    }

    String render(Lines lines) {
        OptionalLong line = lines.of(position);
        return text + (line.isPresent() ? ", line " + line.getAsLong() : "") + rest;
    }
}
