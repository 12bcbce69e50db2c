package dev.kiln.processor.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import javax.annotation.processing.Messager;
import javax.tools.Diagnostic.Kind;

/** What was found so far, in order. Printed once, at the rim. */
public final class Diagnostics {

    private final List<Diagnostic> found = new ArrayList<>();

    /** Adds it, or joins it to what is known of the same place: a block may be used often. */
    public void add(Diagnostic diagnostic) {
        Predicate<Diagnostic> repeated = diagnostic::repeats;
        for (Predicate<Diagnostic> known : List.of(repeated, diagnostic::isOtherUseOf)) {
            for (int i = 0; i < found.size(); i++) {
                if (known.test(found.get(i))) {
                    found.set(i, found.get(i).alsoOf(diagnostic));
                    return;
                }
            }
        }
        found.add(diagnostic);
    }

    public List<Diagnostic> all() {
        return List.copyOf(found);
    }

    public boolean hasErrors() {
        return found.stream().anyMatch(d -> d.code().isError());
    }

    /**
     * Prints everything in the order of lines, but the warnings that {@code @SuppressWarnings} asks
     * to leave out. Never throws: where the compiler can't tell a line, or print at a place, the
     * message comes without.
     */
    public void print(Messager messager, Lines lines) {
        List<Placed> sorted = new ArrayList<>();
        for (Diagnostic d : found) {
            OptionalLong line = Guarded.answer(() -> lines.of(d.position()), OptionalLong.empty());
            sorted.add(new Placed(line.orElse(0), d));
        }
        sorted.sort(Comparator.comparingLong(Placed::line));
        for (Placed p : sorted) {
            Diagnostic d = p.diagnostic();
            if (d.code().isError()) {
                print(messager, Kind.ERROR, d, lines);
            } else if (!d.isSuppressed()) {
                print(messager, Kind.WARNING, d, lines);
            }
        }
    }

    private record Placed(long line, Diagnostic diagnostic) {}

    private static void print(Messager messager, Kind kind, Diagnostic d, Lines lines) {
        String text = Guarded.answer(() -> d.text(lines), d.headline());
        if (!d.position().print(messager, kind, text)) {
            Position.none().print(messager, kind, text);
        }
    }
}
