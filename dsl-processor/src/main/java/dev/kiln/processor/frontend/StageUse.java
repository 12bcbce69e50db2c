package dev.kiln.processor.frontend;

import dev.kiln.Sizes;
import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Diagnostic;
import dev.kiln.processor.diagnostic.Diagnostics;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/** Warns of a width or a stride that {@code @Stage} gives and its block never uses. */
final class StageUse {

    private StageUse() {}

    static void check(AnnotationReader stage, TypeElement block, Diagnostics diagnostics) {
        IntPredicate width = v -> Symbols.of(v).filter(p -> !p.ofInput()).isPresent();
        check(stage, "width", "WIDTH", block, width, diagnostics);
        check(stage, "stride", "STRIDE", block, v -> v == Sizes.STRIDE, diagnostics);
    }

    private static void check(
            AnnotationReader stage,
            String attribute,
            String symbol,
            TypeElement block,
            IntPredicate isSymbol,
            Diagnostics diagnostics) {
        if (stage.writes(attribute) && !uses(block, attribute, isSymbol, new HashSet<>())) {
            String fault =
                    "`"
                            + attribute
                            + "` has no effect: the block "
                            + block.getSimpleName()
                            + " never uses "
                            + symbol;
            diagnostics.add(
                    Diagnostic.of(
                            Code.STAGE_UNUSED,
                            stage.site().at(attribute),
                            stage.site().path() + ": " + fault));
        }
    }

    /** Blocks inside see the same values, unless a stage of their own gives them others. */
    private static boolean uses(
            TypeElement block, String attribute, IntPredicate isSymbol, Set<TypeElement> seen) {
        if (!seen.add(block)) {
            return false;
        }
        return writes(block, attribute, isSymbol)
                || ElementFilter.fieldsIn(block.getEnclosedElements()).stream()
                        .anyMatch(
                                f ->
                                        writes(f, attribute, isSymbol)
                                                || inside(f, attribute, isSymbol, seen));
    }

    private static boolean inside(
            VariableElement field, String attribute, IntPredicate isSymbol, Set<TypeElement> seen) {
        return Mirrors.find(field, "Stage").isEmpty()
                && BlockReader.block(field.asType())
                        .filter(inner -> uses(inner, attribute, isSymbol, seen))
                        .isPresent();
    }

    private static boolean writes(Element element, String attribute, IntPredicate isSymbol) {
        return Mirrors.all(element).stream().anyMatch(m -> writes(m, attribute, isSymbol));
    }

    /** STRIDE is a small number that has its meaning in {@code stride} alone. */
    private static boolean writes(
            AnnotationMirror annotation, String attribute, IntPredicate isSymbol) {
        return annotation.getElementValues().entrySet().stream()
                .filter(
                        e ->
                                attribute.equals("width")
                                        || e.getKey().getSimpleName().contentEquals("stride"))
                .anyMatch(e -> contains(e.getValue(), isSymbol));
    }

    private static boolean contains(AnnotationValue value, IntPredicate isSymbol) {
        if (value.getValue() instanceof List<?> list) {
            return list.stream().anyMatch(v -> contains((AnnotationValue) v, isSymbol));
        }
        return value.getValue() instanceof Integer i && isSymbol.test(i);
    }
}
