package dev.kiln.processor.frontend;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Diagnostic;
import dev.kiln.processor.diagnostic.Diagnostics;
import dev.kiln.processor.diagnostic.Position;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/**
 * Annotations of the language where no model reads them: they would do nothing, and nobody would
 * know.
 */
public final class OrphanCheck {

    /** What may stand on a block class beside the annotation that makes it one. */
    private static final Set<String> ON_BLOCKS =
            Set.of("Block", "Residual", "Inception", "Regularize", "Frozen", "Init");

    private OrphanCheck() {}

    /** Checks one annotated element. */
    public static void check(Element element, Diagnostics diagnostics) {
        Element owner =
                element instanceof VariableElement ? element.getEnclosingElement() : element;
        if (!(owner instanceof TypeElement type) || Mirrors.find(type, "Model").isPresent()) {
            return;
        }
        boolean block = BlockReader.KINDS.stream().anyMatch(b -> Mirrors.find(type, b).isPresent());
        if (element.equals(owner)) {
            Mirrors.all(type).stream()
                    .filter(m -> !block || !ON_BLOCKS.contains(Mirrors.simpleName(m)))
                    .findFirst()
                    .ifPresent(m -> outside(type, m, type, diagnostics));
        } else if (!block) {
            Mirrors.all(element).stream()
                    .findFirst()
                    .ifPresent(m -> outside(element, m, type, diagnostics));
        }
    }

    private static void outside(
            Element element,
            AnnotationMirror annotation,
            TypeElement type,
            Diagnostics diagnostics) {
        diagnostics.add(
                Diagnostic.of(
                        Code.NO_MODEL,
                        Position.of(element, annotation),
                        element.getSimpleName()
                                + ": @"
                                + Mirrors.simpleName(annotation)
                                + " has no effect, because the class "
                                + type.getSimpleName()
                                + " is no @Model"));
    }
}
