package dev.kiln.processor.frontend;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * Classes that the compiler does not understand yet: another processor may be about to generate
 * what they lack. A round in which no other did is the time to give up: files that are written in
 * the last round come too late for the code that uses them.
 */
public final class Waiting {

    /** Qualified names of classes. */
    private final Set<String> types = new LinkedHashSet<>();

    private final Set<String> abandoned = new LinkedHashSet<>();
    private final Set<String> generated = new HashSet<>();

    /** Notes that this processor generates the class of this qualified name. */
    public void generates(String name) {
        generated.add(name);
    }

    public int countOfGenerated() {
        return generated.size();
    }

    public boolean isEmpty() {
        return types.isEmpty();
    }

    public Optional<TypeElement> first(Elements elements) {
        return now(types, elements).stream().findFirst();
    }

    public void add(TypeElement type) {
        types.add(type.getQualifiedName().toString());
    }

    public void abandon(TypeElement type) {
        abandoned.add(type.getQualifiedName().toString());
    }

    /** Classes that waited, as they are by now; none waits any more. */
    public List<TypeElement> release(Elements elements) {
        List<TypeElement> released = now(types, elements);
        types.clear();
        return released;
    }

    public List<TypeElement> abandoned(Elements elements) {
        return now(abandoned, elements);
    }

    /** Whether nothing has come of waiting so far: all that is new was generated here. */
    public boolean isVain(RoundEnvironment round) {
        return ElementFilter.typesIn(round.getRootElements()).stream()
                .allMatch(t -> generated.contains(t.getQualifiedName().toString()));
    }

    private static List<TypeElement> now(Set<String> names, Elements elements) {
        return new ArrayList<>(
                names.stream().map(elements::getTypeElement).filter(Objects::nonNull).toList());
    }
}
