package dev.kiln.processor.frontend;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Classes that have layers for fields, whether or not they say what they are. */
final class Layered {

    private Layered() {}

    static boolean is(TypeElement type) {
        return ElementFilter.fieldsIn(type.getEnclosedElements()).stream().anyMatch(Layered::is);
    }

    private static boolean is(VariableElement field) {
        return Mirrors.all(field).stream()
                .anyMatch(
                        m ->
                                LayerReader.of(m).isPresent()
                                        || Mirrors.simpleName(m).equals("Stage"));
    }

    /** The class of a field's type, if that has layers for fields. */
    static Optional<TypeElement> of(TypeMirror type) {
        return Mirrors.declaration(type).filter(Layered::is);
    }

    /** The nearest class above it that has layers for fields. */
    static Optional<TypeElement> above(TypeElement type) {
        Optional<TypeElement> base = Mirrors.declaration(type.getSuperclass());
        return base.filter(Layered::is).or(() -> base.flatMap(Layered::above));
    }

    /** Classes with layers that a class extends, or has fields of. */
    static Set<TypeElement> usedBy(TypeElement type) {
        Set<TypeElement> used = new LinkedHashSet<>();
        for (Optional<TypeElement> t = above(type); t.isPresent(); t = above(t.get())) {
            used.add(t.get());
        }
        for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
            of(field.asType()).filter(t -> !t.equals(type)).ifPresent(used::add);
        }
        return used;
    }
}
