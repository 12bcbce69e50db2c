package dev.kiln.processor.diagnostic;

import java.util.List;

/**
 * One thing that is wrong, or looks wrong.
 *
 * @param headline complete in itself, for tools that show one line
 * @param details further lines: the shapes up to the fault, proposed fixes
 */
public record Diagnostic(Code code, String headline, List<String> details, Position position) {

    public Diagnostic {
        details = List.copyOf(details);
    }

    public static Diagnostic of(Code code, Position position, String headline) {
        return new Diagnostic(code, headline, List.of(), position);
    }

    public Diagnostic with(List<String> lines) {
        return new Diagnostic(code, headline, lines, position);
    }

    /** As javac prints it: {@code [KILN-...] headline}, details below. */
    public String text() {
        StringBuilder text = new StringBuilder("[").append(code.id()).append("] ").append(headline);
        details.forEach(line -> text.append("\n    ").append(line));
        return text.toString();
    }
}
