package dev.kiln.processor.frontend;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Diagnostic;
import dev.kiln.processor.diagnostic.Diagnostics;
import dev.kiln.processor.diagnostic.Edit;
import dev.kiln.processor.diagnostic.Expression;
import dev.kiln.processor.diagnostic.Fix;
import dev.kiln.processor.diagnostic.Position;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/** Width and stride: given by {@code @Stage}, used by the block under it. */
final class StageUse {

    /** Where nobody says what WIDTH is. */
    static final int USUAL_WIDTH = 16;

    private StageUse() {}

    /** Warns of a width or a stride that is given and never used. */
    static void check(
            AnnotationReader stage, TypeElement block, SourceView source, Diagnostics diagnostics) {
        check(stage, "width", block, SymbolUse.ofWidth(source), diagnostics);
        check(stage, "stride", block, SymbolUse.ofStride(source), diagnostics);
    }

    /** A width or a stride that is used and never given. */
    static Optional<Diagnostic> missing(
            VariableElement field, TypeElement block, BlockUse use, SourceView source) {
        boolean width = use.width().isEmpty() && SymbolUse.ofWidth(source).isIn(block);
        boolean stride = use.stride().isEmpty() && SymbolUse.ofStride(source).isIn(block);
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
        Edit.Write wide = new Edit.Write(at, "Stage", "width", Expression.of(USUAL_WIDTH));
        Edit.Write once = new Edit.Write(at, "Stage", "blocks", Expression.of(1));
        List<Edit.Write> attributes = width ? List.of(once, wide) : List.of(once);
        Edit edit = stage.isPresent() ? wide : new Edit.Annotate(at, "Stage", attributes);
        return Optional.of(
                Diagnostic.of(Code.SIZE, stage.map(s -> Position.of(field, s)).orElse(at), fault)
                        .mendedBy(
                                () ->
                                        Stream.concat(
                                                        Stream.of(Fix.of(path, at, edit)),
                                                        SymbolUse.ofWidth(source)
                                                                .replaced(block, path, USUAL_WIDTH)
                                                                .stream())
                                                .toList()));
    }

    private static void check(
            AnnotationReader stage,
            String attribute,
            TypeElement block,
            SymbolUse use,
            Diagnostics diagnostics) {
        if (stage.writes(attribute) && !use.isAnywhereIn(block)) {
            String fault =
                    "`"
                            + attribute
                            + "` has no effect: the block "
                            + block.getSimpleName()
                            + " never uses "
                            + attribute.toUpperCase(Locale.ROOT);
            diagnostics.add(
                    Diagnostic.of(
                                    Code.STAGE_UNUSED,
                                    stage.site().at(attribute),
                                    stage.site().path() + ": " + fault)
                            .mendedBy(() -> List.of(stage.erase(attribute))));
        }
    }
}
