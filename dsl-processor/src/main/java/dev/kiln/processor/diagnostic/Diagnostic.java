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

    /** Whether it says of the same place what another says, perhaps of another use of a block. */
    boolean repeats(Diagnostic other) {
        return code == other.code
                && position.isSameAs(other.position)
                && fault().equals(other.fault());
    }

    /** The headline without the path of the layer. */
    private String fault() {
        return headline.substring(headline.indexOf(": ") + 1);
    }

    /** As javac prints it: {@code [KILN-...] headline}, details below. */
    String text(Lines lines) {
        return details.stream()
                .map(d -> "\n" + d.render(lines))
                .collect(Collectors.joining("", "[" + code.id() + "] " + headline, ""));
    }
}
