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
import java.util.Optional;
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

    /** Empty for what is no layer and isn't meant to be one: constants. */
    static Optional<LayerDeclaration> read(VariableElement field, Diagnostics diagnostics) {
        String name = field.getSimpleName().toString();
        List<AnnotationMirror> annotations = Mirrors.all(field);
        List<AnnotationMirror> layers = annotations.stream().filter(FieldReader::isLayer).toList();
        boolean isStatic = field.getModifiers().contains(Modifier.STATIC);
        if (isStatic && annotations.isEmpty() && !isOfType(field)) {
            return Optional.empty();
        }
        annotations.stream()
                .filter(m -> !isLayer(m))
                .forEach(m -> notSupported(diagnostics, name, field, m));
        LayerDeclaration faulty = faulty(field, name);
        if (isStatic) {
            String fault = "a layer is an instance field; this one is static";
            report(diagnostics, Code.FIELD_TYPE, Position.of(field), name, fault);
            return Optional.of(faulty);
        }
        if (!isOfType(field)) {
            wrongType(field, name, diagnostics);
            return Optional.of(faulty);
        }
        if (layers.size() != 1) {
            wrongCount(field, name, layers, diagnostics);
            return Optional.of(faulty);
        }
        AnnotationMirror layer = layers.get(0);
        String annotation = Mirrors.simpleName(layer);
        if (LATER_LAYERS.contains(annotation)) {
            notSupported(diagnostics, name, field, layer);
            return Optional.of(faulty);
        }
        AnnotationReader reader = new AnnotationReader(diagnostics, name, field, layer);
        LayerDeclaration read = LayerReader.LAYERS.get(annotation).apply(reader);
        return Optional.of(reader.isSound() ? read : faulty);
    }

    private static FaultyLayer faulty(VariableElement field, String name) {
        Site site = new Site(name, Position.of(field), Map.of());
        return new FaultyLayer(site);
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
        boolean block =
                type != null
                        && Mirrors.all(type).stream()
                                .anyMatch(m -> LATER_TYPES.contains(Mirrors.simpleName(m)));
        if (block) {
            String what = "the block " + type.getSimpleName();
            notSupported(diagnostics, name, Position.of(field), what);
        } else {
            String fault = "a field of a model is a layer, of type Layer; this one is of type ";
            report(diagnostics, Code.FIELD_TYPE, Position.of(field), name, fault + field.asType());
        }
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
        String fault =
                layers.isEmpty()
                        ? "the field has no layer annotation: @Conv, @Pool, @Dense, @Activate,"
                                + " @BatchNorm, @Dropout or @Identity"
                        : "one field is one layer, but this one has " + written;
        Position position =
                layers.isEmpty() ? Position.of(field) : Position.of(field, layers.get(1));
        report(diagnostics, Code.FIELD_LAYERS, position, name, fault);
    }

    private static void notSupported(
            Diagnostics diagnostics, String name, Element element, AnnotationMirror mirror) {
        Position position = Position.of(element, mirror);
        notSupported(diagnostics, name, position, "@" + Mirrors.simpleName(mirror));
    }

    static void notSupported(Diagnostics diagnostics, String name, Position position, String what) {
        report(diagnostics, Code.NOT_SUPPORTED, position, name, what + " is not supported yet");
    }

    private static void report(
            Diagnostics diagnostics, Code code, Position position, String name, String fault) {
        diagnostics.add(Diagnostic.of(code, position, name + ": " + fault));
    }
}
