package dev.kiln.processor.frontend;

import dev.kiln.processor.diagnostic.Edit;
import dev.kiln.processor.diagnostic.Position;
import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;

/** Edits that make a plain class of one that is more. */
final class PlainClass {

    private PlainClass() {}

    /** {@code class Net} in place of {@code interface Net}. */
    static Edit keyword(TypeElement type) {
        return new Edit.Simplify(
                Position.of(type), Edit.Part.KIND, "class " + type.getSimpleName());
    }

    /** {@code remove <A, B>}. */
    static Edit withoutParameters(TypeElement type) {
        String parameters =
                type.getTypeParameters().stream()
                        .map(TypeParameterElement::toString)
                        .collect(Collectors.joining(", ", "<", ">"));
        return new Edit.Simplify(
                Position.of(type), Edit.Part.TYPE_PARAMETERS, "remove " + parameters);
    }

    /** {@code remove extends Base}. */
    static Edit withoutSuperclass(TypeElement type) {
        String base =
                Mirrors.declaration(type.getSuperclass())
                        .map(b -> b.getSimpleName().toString())
                        .orElse(type.getSuperclass().toString());
        return new Edit.Simplify(Position.of(type), Edit.Part.SUPERCLASS, "remove extends " + base);
    }
}
