package dev.kiln.processor.diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** A further line of a diagnostic. */
public record Detail(List<Part> parts) {

    /**
     * A part of the line.
     *
     * @param position what it speaks of; its line number follows the text where it is known
     */
    record Part(String text, Position position) {

        String render(Lines lines) {
            OptionalLong line = lines.of(position);
            return text + (line.isPresent() ? ", line " + line.getAsLong() : "");
        }
    }

    public Detail {
        parts = List.copyOf(parts);
    }

    public static Detail of(String text) {
        return of(text, Position.none());
    }

    /** With the number of the line of what it speaks of. */
    public static Detail of(String text, Position position) {
        return new Detail(List.of(new Part(text, position)));
    }

    /** Goes on with {@code text}, and the number of the line of what that speaks of. */
    public Detail and(String text, Position position) {
        List<Part> all = new ArrayList<>(parts);
        all.add(new Part(text, position));
        return new Detail(all);
    }

    String render(Lines lines) {
        return parts.stream().map(p -> p.render(lines)).collect(Collectors.joining());
    }
}
