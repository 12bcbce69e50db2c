package dev.kiln.processor.frontend;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Diagnostic;
import dev.kiln.processor.diagnostic.Diagnostics;
import dev.kiln.processor.diagnostic.Edit;
import dev.kiln.processor.diagnostic.Fix;
import dev.kiln.processor.diagnostic.Position;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** What a class must be to carry {@code @Model}. */
final class ModelClassCheck {

    private static final Set<String> UNDERSTOOD =
            Set.of("Model", "Labels", "Budget", "Regularize", "Frozen", "Init");

    private ModelClassCheck() {}

    static void check(TypeElement type, SourceView source, Diagnostics diagnostics) {
        String name = ModelNames.name(type);
        Position at = Position.of(type);
        if (source.has(type, Edit.Part.KIND)) {
            String fault = name + ": a model is a class, not " + words(type.getKind());
            // Constants of an enum and components of a record are more than a word.
            error(
                    type,
                    diagnostics,
                    fault,
                    type.getKind() == ElementKind.INTERFACE
                            ? List.of(PlainClass.keyword(type))
                            : List.of());
        }
        if (source.has(type, Edit.Part.TYPE_PARAMETERS)) {
            error(
                    type,
                    diagnostics,
                    name + ": a model has no type parameters",
                    List.of(PlainClass.withoutParameters(type)));
        }
        if (source.has(type, Edit.Part.SUPERCLASS)) {
            error(
                    type,
                    diagnostics,
                    name + ": a model extends no class, because its own fields are all its layers",
                    // A base of layers would be a class of layers that no model has.
                    Layered.above(type).isPresent()
                            ? List.of()
                            : List.of(PlainClass.withoutSuperclass(type)));
        }
        if (source.has(type, Modifier.PRIVATE)) {
            error(
                    type,
                    diagnostics,
                    name + ": a model can't be private, because its generated classes aren't",
                    List.of(new Edit.Modify(at, Edit.Word.PRIVATE, false)));
        }
        for (AnnotationMirror m : source.annotations(type)) {
            if (!UNDERSTOOD.contains(Mirrors.simpleName(m))) {
                String fault = "@" + Mirrors.simpleName(m) + " makes a block, and a model is none";
                diagnostics.add(
                        Diagnostic.of(Code.MODEL_CLASS, Position.of(type, m), name + ": " + fault)
                                .mendedBy(
                                        () ->
                                                fixes(
                                                        type,
                                                        List.of(
                                                                new Edit.Strip(
                                                                        at,
                                                                        Mirrors.simpleName(m))))));
            }
        }
    }

    private static void error(
            TypeElement type, Diagnostics diagnostics, String headline, List<Edit> edits) {
        diagnostics.add(
                Diagnostic.of(Code.MODEL_CLASS, Position.of(type), headline)
                        .mendedBy(() -> fixes(type, edits)));
    }

    private static List<Fix> fixes(TypeElement type, List<Edit> edits) {
        return edits.stream()
                .map(e -> Fix.of(ModelNames.name(type), Position.of(type), e))
                .toList();
    }

    /** With an article. */
    static String words(ElementKind kind) {
        return switch (kind) {
            case INTERFACE -> "an interface";
            case ENUM -> "an enum";
            case RECORD -> "a record";
            case ANNOTATION_TYPE -> "an annotation";
            default -> kind.toString();
        };
    }
}
