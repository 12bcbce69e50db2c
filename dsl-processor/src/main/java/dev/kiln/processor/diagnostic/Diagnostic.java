package dev.kiln.processor.diagnostic;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One thing that is wrong, or looks wrong.
 *
 * @param headline complete in itself, for tools that show one line
 * @param details further lines: the shapes up to the fault, proposed fixes
 */
public record Diagnostic(Code code, String headline, List<Detail> details, Position position) {

    public Diagnostic {
        details = List.copyOf(details);
    }

    public static Diagnostic of(Code code, Position position, String headline) {
        return new Diagnostic(code, headline, List.of(), position);
    }

    public Diagnostic with(List<Detail> lines) {
        return new Diagnostic(code, headline, lines, position);
    }

    /** As javac prints it: {@code [KILN-...] headline}, details below. */
    String text(Lines lines) {
        return details.stream()
                .map(d -> "\n" + d.render(lines))
                .collect(Collectors.joining("", "[" + code.id() + "] " + headline, ""));
    }
}
