package dev.kiln.processor.frontend;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Diagnostic;
import dev.kiln.processor.diagnostic.Diagnostics;
import dev.kiln.processor.diagnostic.Position;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.layer.FaultyLayer;
import dev.kiln.processor.layer.LayerDeclaration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;

/** One field, one layer: a field of type {@code Layer} with exactly one layer annotation. */
final class FieldReader {

    private static final String LAYER = "dev.kiln.Layer";

    /** Layer annotations that the language has but that are not compiled yet. */
    private static final Set<String> LATER_LAYERS = Set.of("BatchNorm", "Dropout");

    private static final Set<String> LATER_TYPES = Set.of("Block", "Residual", "Inception");

    private FieldReader() {}

    static LayerDeclaration read(VariableElement field, Diagnostics diagnostics) {
        String name = field.getSimpleName().toString();
        LayerDeclaration faulty = new FaultyLayer(new Site(name, Position.of(field), Map.of()));
        List<AnnotationMirror> annotations = Mirrors.all(field);
        List<AnnotationMirror> layers = annotations.stream().filter(FieldReader::isLayer).toList();
        List<AnnotationMirror> modifiers = annotations.stream().filter(m -> !isLayer(m)).toList();
        for (AnnotationMirror m : modifiers) {
            notSupported(diagnostics, name, Position.of(field, m), "@" + Mirrors.simpleName(m));
        }
        if (field.getModifiers().contains(Modifier.STATIC)) {
            diagnostics.add(
                    Diagnostic.of(
                            Code.FIELD_TYPE,
                            Position.of(field),
                            name + ": a layer is an instance field; this one is static"));
            return faulty;
        }
        if (!isOfType(field)) {
            wrongType(field, name, diagnostics);
            return faulty;
        }
        if (layers.size() != 1) {
            wrongCount(field, name, layers, diagnostics);
            return faulty;
        }
        AnnotationMirror layer = layers.get(0);
        String annotation = Mirrors.simpleName(layer);
        if (LATER_LAYERS.contains(annotation)) {
            notSupported(diagnostics, name, Position.of(field, layer), "@" + annotation);
            return faulty;
        }
        int before = diagnostics.all().size();
        LayerDeclaration declaration =
                LayerReader.LAYERS
                        .get(annotation)
                        .apply(new AnnotationReader(diagnostics, name, field, layer));
        return diagnostics.all().size() == before ? declaration : faulty;
    }

    private static boolean isLayer(AnnotationMirror mirror) {
        String name = Mirrors.simpleName(mirror);
        return LayerReader.LAYERS.containsKey(name) || LATER_LAYERS.contains(name);
    }

    private static boolean isOfType(VariableElement field) {
        return field.asType().toString().equals(LAYER);
    }

    private static void wrongType(VariableElement field, String name, Diagnostics diagnostics) {
        Element type = field.asType() instanceof DeclaredType d ? d.asElement() : null;
        if (type != null
                && Mirrors.all(type).stream()
                        .anyMatch(m -> LATER_TYPES.contains(Mirrors.simpleName(m)))) {
            notSupported(
                    diagnostics, name, Position.of(field), "the block " + type.getSimpleName());
            return;
        }
        diagnostics.add(
                Diagnostic.of(
                        Code.FIELD_TYPE,
                        Position.of(field),
                        name
                                + ": every field of a model is a layer, of type Layer; this one is of type "
                                + field.asType()));
    }

    private static void wrongCount(
            VariableElement field,
            String name,
            List<AnnotationMirror> layers,
            Diagnostics diagnostics) {
        String written =
                layers.stream()
                        .map(m -> "@" + Mirrors.simpleName(m))
                        .collect(Collectors.joining(" and "));
        String headline =
                layers.isEmpty()
                        ? name
                                + ": the field has no layer annotation: @Conv, @Pool, @Dense,"
                                + " @Activate, @BatchNorm, @Dropout or @Identity"
                        : name + ": one field is one layer, but this one has " + written;
        Position position =
                layers.isEmpty() ? Position.of(field) : Position.of(field, layers.get(1));
        diagnostics.add(Diagnostic.of(Code.FIELD_LAYERS, position, headline));
    }

    static void notSupported(Diagnostics diagnostics, String name, Position position, String what) {
        diagnostics.add(
                Diagnostic.of(
                        Code.NOT_SUPPORTED,
                        position,
                        name + ": " + what + " is not supported yet"));
    }
}
