package dev.kiln.processor.frontend;

import dev.kiln.Sizes;
import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Diagnostic;
import dev.kiln.processor.diagnostic.Diagnostics;
import dev.kiln.processor.diagnostic.Edit;
import dev.kiln.processor.diagnostic.Expression;
import dev.kiln.processor.diagnostic.Fix;
import dev.kiln.processor.diagnostic.Position;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/** What {@code @Stage} gives, and what the block under it uses. */
final class StageUse {

    private StageUse() {}

    /** Warns of a width or a stride that is given and never used. */
    static void check(AnnotationReader stage, TypeElement block, Diagnostics diagnostics) {
        check(stage, "width", "WIDTH", block, StageUse::isWidth, diagnostics);
        check(stage, "stride", "STRIDE", block, StageUse::isStride, diagnostics);
    }

    /** A width or a stride that is used and never given. */
    static Optional<Diagnostic> missing(
            VariableElement field, TypeElement block, BlockUse use, SourceView source) {
        boolean width = use.width().isEmpty() && uses(block, "width", StageUse::isWidth);
        boolean stride = use.stride().isEmpty() && uses(block, "stride", StageUse::isStride);
        if (!width && !stride) {
            return Optional.empty();
        }
        Optional<AnnotationMirror> stage = source.annotation(field, "Stage");
        String path = use.path(field.getSimpleName().toString());
        String fault =
                path
                        + ": the block "
                        + block.getSimpleName()
                        + " uses "
                        + (width ? stride ? "WIDTH and STRIDE" : "WIDTH" : "STRIDE")
                        + (stage.isPresent()
                                ? ", but its @Stage has no `width`"
                                : ", which a @Stage gives, but the field has none");
        Position at = Position.of(field);
        Edit.Write wide = new Edit.Write(at, "Stage", "width", Expression.of(16));
        Edit.Write once = new Edit.Write(at, "Stage", "blocks", Expression.of(1));
        List<Edit.Write> attributes = width ? List.of(once, wide) : List.of(once);
        Edit edit = stage.isPresent() ? wide : new Edit.Annotate(at, "Stage", attributes);
        return Optional.of(
                Diagnostic.of(Code.SIZE, stage.map(s -> Position.of(field, s)).orElse(at), fault)
                        .mendedBy(() -> List.of(Fix.of(path, at, edit))));
    }

    private static boolean isWidth(int value) {
        return Symbols.of(value).filter(p -> !p.ofInput()).isPresent();
    }

    private static boolean isStride(int value) {
        return value == Sizes.STRIDE;
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
                                    stage.site().path() + ": " + fault)
                            .mendedBy(() -> List.of(stage.erase(attribute))));
        }
    }

    /** Blocks inside see the same values, unless a stage of their own gives them others. */
    private static boolean uses(
            TypeElement block, String attribute, IntPredicate isSymbol, Set<TypeElement> seen) {
        if (!seen.add(block)) {
            return false;
        }
        return uses(block, attribute, isSymbol)
                || ElementFilter.fieldsIn(block.getEnclosedElements()).stream()
                        .anyMatch(f -> inside(f, attribute, isSymbol, seen));
    }

    private static boolean inside(
            VariableElement field, String attribute, IntPredicate isSymbol, Set<TypeElement> seen) {
        return Mirrors.find(field, "Stage").isEmpty()
                && BlockReader.block(field.asType())
                        .filter(inner -> uses(inner, attribute, isSymbol, seen))
                        .isPresent();
    }

    /** Whether the block itself does, blocks inside of it aside. */
    private static boolean uses(TypeElement block, String attribute, IntPredicate isSymbol) {
        return writes(block, attribute, isSymbol)
                || ElementFilter.fieldsIn(block.getEnclosedElements()).stream()
                        .anyMatch(f -> writes(f, attribute, isSymbol));
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
