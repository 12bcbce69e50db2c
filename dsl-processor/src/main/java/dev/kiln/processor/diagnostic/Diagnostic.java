package dev.kiln.processor.diagnostic;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One thing that is wrong, or looks wrong.
 *
 * @param headline complete in itself, for tools that show one line
 * @param details further lines: the shapes up to the fault, proposed fixes
 * @param remedies what may mend it, best first; to be tried before it is proposed
 * @param others paths of other layers of which the same place is at fault: a block is written once
 *     and may be used often
 */
public record Diagnostic(
        Code code,
        String headline,
        List<Detail> details,
        Position position,
        Supplier<List<Fix>> remedies,
        List<String> others) {

    public Diagnostic {
        details = List.copyOf(details);
        others = List.copyOf(others);
    }

    public static Diagnostic of(Code code, Position position, String headline) {
        return new Diagnostic(code, headline, List.of(), position, List::of, List.of());
    }

    public Diagnostic with(List<Detail> lines) {
        return new Diagnostic(code, headline, lines, position, remedies, others);
    }

    public Diagnostic mendedBy(Supplier<List<Fix>> fixes) {
        return new Diagnostic(code, headline, details, position, fixes, others);
    }

    /** The layer or the class of which it speaks. */
    public String subject() {
        return headline.substring(0, Math.max(0, headline.indexOf(": ")));
    }

    /** Whether both are the same fault of the same use of a block, though words may differ. */
    public boolean isSameFaultAs(Diagnostic other) {
        return isAt(other)
                && (subject().equals(other.subject()) || other.others.contains(subject()));
    }

    /** Whether it says the same, perhaps of another use of a block. */
    boolean repeats(Diagnostic other) {
        return isAt(other) && fault().equals(other.fault());
    }

    /** Whether it is of the same place, in a use of the block of which the other knows nothing. */
    boolean isOtherUseOf(Diagnostic other) {
        return isAt(other)
                && !subject().equals(other.subject())
                && !other.others.contains(subject());
    }

    private boolean isAt(Diagnostic other) {
        return code == other.code && position.isSameAs(other.position);
    }

    /** Together with what is wrong at the same place in other uses. */
    Diagnostic alsoOf(Diagnostic other) {
        Set<String> all = new LinkedHashSet<>(others);
        all.add(other.subject());
        all.addAll(other.others);
        all.remove(subject());
        return new Diagnostic(code, headline, details, position, remedies, List.copyOf(all));
    }

    /** Whether it is a warning that {@code @SuppressWarnings} asks to leave out. */
    public boolean isSuppressed() {
        return !code.isError() && position.suppresses(code);
    }

    /** The headline without the path of the layer. */
    private String fault() {
        return headline.substring(headline.indexOf(": ") + 1);
    }

    /** As javac prints it: {@code [KILN-...] headline}, details and the page below. */
    public String text(Lines lines) {
        Stream<String> uses =
                others.isEmpty() ? Stream.of() : Stream.of(OtherUses.of(subject(), others));
        return Stream.concat(uses, details.stream().map(d -> d.render(lines)))
                .map(line -> "\n" + line)
                .collect(
                        Collectors.joining(
                                "", "[" + code.id() + "] " + headline, "\npage: " + code.page()));
    }
}
