package dev.kiln.processor.frontend;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Detail;
import dev.kiln.processor.diagnostic.Diagnostic;
import dev.kiln.processor.diagnostic.Diagnostics;
import dev.kiln.processor.diagnostic.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/**
 * Annotations of the language where no model reads them: they would do nothing, and nobody would
 * know.
 */
public final class OrphanCheck {

    /** Annotations that may stand on a block class beside the annotation that makes it one. */
    private static final Set<String> ON_BLOCKS =
            Set.of("Block", "Residual", "Inception", "Regularize", "Frozen", "Init");

    private OrphanCheck() {}

    /**
     * Of classes that the compiler does not understand nothing is said: it has.
     *
     * @return the classes that look like models and are none
     */
    public static List<TypeElement> check(
            AnnotatedClasses classes, Completeness completeness, Diagnostics diagnostics) {
        Set<TypeElement> used = classes.used();
        List<TypeElement> models = new ArrayList<>();
        classes.elements()
                .forEach(
                        (type, elements) -> {
                            if (AnnotatedClasses.isModel(type)) {
                                return;
                            }
                            boolean complete = completeness.of(type);
                            if (isBlock(type)) {
                                Mirrors.all(type).stream()
                                        .filter(m -> !ON_BLOCKS.contains(Mirrors.simpleName(m)))
                                        .forEach(m -> outside(type, m, type, diagnostics));
                            } else if (Layered.is(type) && !used.contains(type)) {
                                models.add(type);
                                if (complete) {
                                    noModel(type, diagnostics);
                                }
                            } else if (!used.contains(type) && complete) {
                                elements.forEach(e -> outside(e, type, diagnostics));
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
