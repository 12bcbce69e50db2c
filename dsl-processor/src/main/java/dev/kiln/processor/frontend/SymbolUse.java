package dev.kiln.processor.frontend;

import dev.kiln.Sizes;
import dev.kiln.processor.diagnostic.Edit;
import dev.kiln.processor.diagnostic.Expression;
import dev.kiln.processor.diagnostic.Fix;
import dev.kiln.processor.diagnostic.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/** Where blocks use WIDTH or STRIDE. */
final class SymbolUse {

    private final SourceView source;
    private final boolean width;

    private SymbolUse(SourceView source, boolean width) {
        this.source = source;
        this.width = width;
    }

    static SymbolUse ofWidth(SourceView source) {
        return new SymbolUse(source, true);
    }

    static SymbolUse ofStride(SourceView source) {
        return new SymbolUse(source, false);
    }

    /** Whether the block itself does, blocks inside of it aside. */
    boolean isIn(TypeElement block) {
        return writes(block) || source.fields(block).stream().anyMatch(this::writes);
    }

    /** Blocks inside see the same values, unless a stage of their own gives them others. */
    boolean isAnywhereIn(TypeElement block) {
        return isAnywhereIn(block, new HashSet<>());
    }

    private boolean isAnywhereIn(TypeElement block, Set<TypeElement> seen) {
        return seen.add(block)
                && (isIn(block)
                        || source.fields(block).stream()
                                .filter(f -> source.annotation(f, "Stage").isEmpty())
                                .flatMap(f -> source.block(f.asType()).stream())
                                .anyMatch(inner -> isAnywhereIn(inner, seen)));
    }

    /** Numbers in the block in place of the symbol, as if that were {@code usual}. */
    Optional<Fix> replaced(TypeElement block, String path, int usual) {
        List<Fix> fixes = new ArrayList<>();
        for (VariableElement field : source.fields(block)) {
            for (AnnotationMirror mirror : source.annotations(field)) {
                mirror.getElementValues()
                        .forEach(
                                (attribute, value) ->
                                        number(value, usual)
                                                .map(n -> write(field, mirror, attribute, n))
                                                .map(e -> place(field, mirror, path, e))
                                                .ifPresent(fixes::add));
            }
        }
        return fixes.stream().reduce(Fix::and);
    }

    private static Fix place(VariableElement field, AnnotationMirror mirror, String path, Edit e) {
        return Fix.of(path + "." + field.getSimpleName(), Position.of(field, mirror), e);
    }

    private static Edit write(
            VariableElement field, AnnotationMirror mirror, ExecutableElement attribute, int n) {
        return new Edit.Write(
                Position.of(field),
                Mirrors.simpleName(mirror),
                attribute.getSimpleName().toString(),
                Expression.of(n));
    }

    private Optional<Integer> number(AnnotationValue value, int usual) {
        return value.getValue() instanceof Integer i && width
                ? Symbols.of(i)
                        .filter(p -> !p.ofInput())
                        .map(p -> usual * p.numerator() / p.denominator() + p.plus())
                : Optional.empty();
    }

    private boolean writes(Element element) {
        return source.annotations(element).stream().anyMatch(m -> writes(element, m));
    }

    /** STRIDE is a small number that has its meaning in {@code stride} alone. */
    private boolean writes(Element element, AnnotationMirror annotation) {
        IntPredicate isSymbol =
                width
                        ? v -> Symbols.of(v).filter(p -> !p.ofInput()).isPresent()
                        : v -> v == Sizes.STRIDE;
        List<Edit> edits = source.attributes(element, annotation);
        return annotation.getElementValues().entrySet().stream()
                .filter(e -> width || name(e).equals("stride"))
                .filter(e -> edits.stream().noneMatch(edit -> changes(edit, name(e))))
                .anyMatch(e -> contains(e.getValue(), isSymbol));
    }

    private static String name(Map.Entry<? extends ExecutableElement, ?> entry) {
        return entry.getKey().getSimpleName().toString();
    }

    private static boolean changes(Edit edit, String attribute) {
        return edit instanceof Edit.Write write
                ? write.attribute().equals(attribute)
                : edit instanceof Edit.Erase erase && erase.attribute().equals(attribute);
    }

    private static boolean contains(AnnotationValue value, IntPredicate isSymbol) {
        if (value.getValue() instanceof List<?> list) {
            return list.stream().anyMatch(v -> contains((AnnotationValue) v, isSymbol));
        }
        return value.getValue() instanceof Integer i && isSymbol.test(i);
    }
}
