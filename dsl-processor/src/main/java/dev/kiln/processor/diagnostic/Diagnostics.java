package dev.kiln.processor.diagnostic;

import java.util.ArrayList;
import java.util.List;
import javax.annotation.processing.Messager;
import javax.tools.Diagnostic.Kind;

/** What was found so far, in order. Printed once, at the rim. */
public final class Diagnostics {

    private final List<Diagnostic> found = new ArrayList<>();

    public void add(Diagnostic diagnostic) {
        found.add(diagnostic);
    }

    public List<Diagnostic> all() {
        return List.copyOf(found);
    }

    public boolean hasErrors() {
        return found.stream().anyMatch(d -> d.code().isError());
    }

    /** Prints everything, except warnings that {@code @SuppressWarnings("KILN-...")} turns off. */
    public void print(Messager messager) {
        for (Diagnostic d : found) {
            if (d.code().isError()) {
                d.position().print(messager, Kind.ERROR, d.text());
            } else if (!d.position().suppresses(d.code().id())) {
                d.position().print(messager, Kind.WARNING, d.text());
            }
        }
    }
}
