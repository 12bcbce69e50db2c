package dev.kiln.processor.diagnostic;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One thing that is wrong, or looks wrong.
 *
 * @param headline complete in itself, for tools that show one line
 * @param details further lines: the shapes up to the fault, proposed fixes
 * @param remedies what may mend it, best first; to be tried before it is proposed
 */
public record Diagnostic(
        Code code,
        String headline,
        List<Detail> details,
        Position position,
        Supplier<List<Fix>> remedies) {

    public Diagnostic {
        details = List.copyOf(details);
    }

    public static Diagnostic of(Code code, Position position, String headline) {
        return new Diagnostic(code, headline, List.of(), position, List::of);
    }

    public Diagnostic with(List<Detail> lines) {
        return new Diagnostic(code, headline, lines, position, remedies);
    }

    public Diagnostic mendedBy(Supplier<List<Fix>> fixes) {
        return new Diagnostic(code, headline, details, position, fixes);
    }

    /** The layer or the class of which it speaks. */
    public String subject() {
        return headline.substring(0, Math.max(0, headline.indexOf(": ")));
    }

    /** Whether both are the same fault of the same use of a block, though words may differ. */
    public boolean isSameFaultAs(Diagnostic other) {
        return code == other.code
                && position.isSameAs(other.position)
                && subject().equals(other.subject());
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
