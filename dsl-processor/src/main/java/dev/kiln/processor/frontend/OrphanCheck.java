package dev.kiln.processor.frontend;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Detail;
import dev.kiln.processor.diagnostic.Diagnostic;
import dev.kiln.processor.diagnostic.Diagnostics;
import dev.kiln.processor.diagnostic.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

    /**
     * Checks the annotated elements of a round.
     *
     * @return the classes that look like models and are none
     */
    public static List<TypeElement> check(
            Collection<? extends Element> annotated, Diagnostics diagnostics) {
        Map<TypeElement, Set<Element>> classes = new LinkedHashMap<>();
        for (Element element : annotated) {
            Element owner =
                    element instanceof VariableElement ? element.getEnclosingElement() : element;
            if (owner instanceof TypeElement type) {
                classes.computeIfAbsent(type, t -> new LinkedHashSet<>()).add(element);
            }
        }
        Set<TypeElement> used = new LinkedHashSet<>();
        classes.keySet().forEach(t -> used.addAll(Layered.usedBy(t)));
        List<TypeElement> models = new ArrayList<>();
        classes.forEach(
                (type, elements) -> {
                    if (Mirrors.find(type, "Model").isPresent()) {
                        return;
                    }
                    if (!isBlock(type) && !used.contains(type) && Completeness.of(type)) {
                        if (Layered.is(type)) {
                            models.add(type);
                            noModel(type, diagnostics);
                        } else {
                            elements.forEach(e -> outside(e, type, diagnostics));
                        }
                    } else if (isBlock(type) && elements.contains(type)) {
                        Mirrors.all(type).stream()
                                .filter(m -> !ON_BLOCKS.contains(Mirrors.simpleName(m)))
                                .forEach(m -> outside(type, m, type, diagnostics));
                    }
                });
        return models;
    }

    private static boolean isBlock(TypeElement type) {
        return BlockReader.KINDS.stream().anyMatch(b -> Mirrors.find(type, b).isPresent());
    }

    private static void noModel(TypeElement type, Diagnostics diagnostics) {
        String name = type.getSimpleName().toString();
        String fault = name + ": the class has layers, but is no @Model";
        String fix = "fix: add @Model(input = @Input(height = 28, width = 28, channels = 1))";
        diagnostics.add(
                Diagnostic.of(Code.NO_MODEL, Position.of(type), fault)
                        .with(List.of(Detail.of(fix + "    (with the shape of your samples)"))));
    }

    private static void outside(Element element, TypeElement type, Diagnostics diagnostics) {
        Mirrors.all(element).stream()
                .findFirst()
                .ifPresent(m -> outside(element, m, type, diagnostics));
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
