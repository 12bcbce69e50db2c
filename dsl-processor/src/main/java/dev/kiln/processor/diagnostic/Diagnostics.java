package dev.kiln.processor.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.annotation.processing.Messager;
import javax.tools.Diagnostic.Kind;

/** What was found so far, in order. Printed once, at the rim. */
public final class Diagnostics {

    private final List<Diagnostic> found = new ArrayList<>();

    /** Adds it, unless the same is known of the same place: a block may be used more than once. */
    public void add(Diagnostic diagnostic) {
        if (found.stream().noneMatch(diagnostic::repeats)) {
            found.add(diagnostic);
        }
    }

    public List<Diagnostic> all() {
        return List.copyOf(found);
    }

    public boolean hasErrors() {
        return found.stream().anyMatch(d -> d.code().isError());
    }

    /**
     * Prints everything in the order of lines, but the warnings that {@code @SuppressWarnings} asks
     * to leave out.
     */
    public void print(Messager messager, Lines lines) {
        List<Diagnostic> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingLong(d -> lines.of(d.position()).orElse(0)));
        for (Diagnostic d : sorted) {
            if (d.code().isError()) {
                d.position().print(messager, Kind.ERROR, d.text(lines));
            } else if (!d.position().suppresses(d.code())) {
                d.position().print(messager, Kind.WARNING, d.text(lines));
            }
        }
    }
}
