package dev.kiln.processor.frontend;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Diagnostic;
import dev.kiln.processor.diagnostic.Diagnostics;
import dev.kiln.processor.diagnostic.Edit;
import dev.kiln.processor.diagnostic.Expression;
import dev.kiln.processor.diagnostic.Fix;
import dev.kiln.processor.diagnostic.Position;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.frontend.LayerReader.Learned;
import dev.kiln.processor.layer.BlockLayer;
import dev.kiln.processor.layer.DropoutLayer;
import dev.kiln.processor.layer.FaultyLayer;
import dev.kiln.processor.layer.LayerDeclaration;
import dev.kiln.processor.layer.attribute.Techniques;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/**
 * One field, one layer: a field of type {@code Layer} with exactly one layer annotation, or a field
 * whose type is a block.
 */
final class FieldReader {

    private final BlockReader blocks;
    private final SourceView source;
    private final Diagnostics diagnostics;

    FieldReader(BlockReader blocks, SourceView source, Diagnostics diagnostics) {
        this.blocks = blocks;
        this.source = source;
        this.diagnostics = diagnostics;
    }

    /** Empty for what is no layer and isn't meant to be one: constants. */
    Optional<LayerDeclaration> read(VariableElement field, BlockUse use) {
        String path = use.path(field.getSimpleName().toString());
        List<AnnotationMirror> annotations = source.annotations(field);
        Optional<TypeElement> block = source.block(field.asType());
        boolean isStatic = source.has(field, Modifier.STATIC);
        if (isStatic && annotations.isEmpty() && !source.isLayer(field) && block.isEmpty()) {
            return Optional.empty();
        }
        LayerDeclaration faulty = new FaultyLayer(new Site(path, Position.of(field), Map.of()));
        if (!NameLength.checkPath(field, path, diagnostics)) {
            return Optional.of(faulty);
        }
        if (isStatic) {
            String fault = "a layer is an instance field; this one is static";
            Edit edit = new Edit.Modify(Position.of(field), Edit.Word.STATIC, false);
            report(Code.FIELD_TYPE, Position.of(field), path, fault, edit);
            return Optional.of(faulty);
        }
        Optional<TypeElement> layered = Layered.of(field.asType());
        if (!source.isLayer(field) && block.isEmpty() && layered.isPresent()) {
            diagnostics.add(blocks.withoutKind(field, layered.get(), path));
            return Optional.of(faulty);
        }
        if (!source.isLayer(field) && block.isEmpty()) {
            String fault =
                    "a field is a layer, of type Layer or of a block's; this one is of type ";
            Position at = Position.of(field);
            Edit edit =
                    layers(field).isEmpty()
                            ? new Edit.Modify(at, Edit.Word.STATIC, true)
                            : new Edit.Retype(at, field.getSimpleName().toString());
            report(Code.FIELD_TYPE, at, path, fault + field.asType(), edit);
            return Optional.of(faulty);
        }
        Optional<LayerDeclaration> read =
                block.isPresent()
                        ? ofBlock(field, block.get(), use, path)
                        : ofLayer(field, use, path);
        return Optional.of(read.map(l -> residual(field, use, path, l)).orElse(faulty));
    }

    /** A field that an edit adds: a single layer with one annotation. */
    LayerDeclaration inserted(
            VariableElement behind, String name, AnnotationMirror annotation, BlockUse use) {
        AnnotationReader a =
                new AnnotationReader(source, diagnostics, use.path(name), use, behind, annotation);
        LayerReader reader = LayerReader.of(annotation).orElseThrow();
        return reader.declaration().apply(a, Techniques.NONE);
    }

    private Optional<LayerDeclaration> ofBlock(
            VariableElement field, TypeElement block, BlockUse use, String path) {
        List<AnnotationMirror> layers = layers(field);
        if (!layers.isEmpty()) {
            String fault =
                    "the field is the block "
                            + block.getSimpleName()
                            + ", so it can't be @"
                            + Mirrors.simpleName(layers.get(0))
                            + " too";
            Edit edit = new Edit.Strip(Position.of(field), Mirrors.simpleName(layers.get(0)));
            report(Code.FIELD_LAYERS, Position.of(field, layers.get(0)), path, fault, edit);
            return Optional.empty();
        }
        return Optional.of(blocks.read(field, block, use));
    }

    private Optional<LayerDeclaration> ofLayer(VariableElement field, BlockUse use, String path) {
        List<AnnotationMirror> layers = layers(field);
        if (layers.size() != 1) {
            wrongCount(field, use, layers);
            return Optional.empty();
        }
        Optional<AnnotationMirror> stage = source.annotation(field, "Stage");
        if (stage.isPresent()) {
            String fault = "@Stage repeats a block, but this field is a single layer";
            Edit edit = new Edit.Strip(Position.of(field), "Stage");
            report(Code.STAGE, Position.of(field, stage.get()), path, fault, edit);
            return Optional.empty();
        }
        LayerReader reader = LayerReader.of(layers.get(0)).orElseThrow();
        boolean withWeights = reader.learned() == Learned.WEIGHTS;
        if (!withWeights) {
            boolean freezable = reader.learned() == Learned.FACTORS;
            TechniquesReader.checkWithoutWeights(source, field, path, freezable, diagnostics);
        }
        Techniques techniques = TechniquesReader.read(source, field, path, diagnostics);
        AnnotationReader a =
                new AnnotationReader(source, diagnostics, path, use, field, layers.get(0));
        LayerDeclaration layer = reader.declaration().apply(a, techniques);
        if (!a.isSound()) {
            return Optional.empty();
        }
        Optional<Double> dropout = techniques.regularization().dropout();
        return Optional.of(
                withWeights || dropout.isEmpty()
                        ? layer
                        : new BlockLayer(
                                layer.site(),
                                List.of(layer, new DropoutLayer(layer.site(), dropout.get())),
                                Techniques.NONE));
    }

    /** {@code @Residual} on the field: the layer or the block is the path. */
    private LayerDeclaration residual(
            VariableElement field, BlockUse use, String path, LayerDeclaration layer) {
        Optional<AnnotationMirror> residual = source.annotation(field, "Residual");
        if (residual.isEmpty()) {
            return layer;
        }
        AnnotationReader a =
                new AnnotationReader(source, diagnostics, path, use, field, residual.get());
        Techniques techniques = TechniquesReader.read(source, field, path, diagnostics);
        return BlockReader.residual(a, List.of(layer), techniques);
    }

    private List<AnnotationMirror> layers(VariableElement field) {
        return source.annotations(field).stream()
                .filter(m -> LayerReader.of(m).isPresent())
                .toList();
    }

    private void wrongCount(VariableElement field, BlockUse use, List<AnnotationMirror> layers) {
        String path = use.path(field.getSimpleName().toString());
        String written =
                layers.stream()
                        .map(m -> "@" + Mirrors.simpleName(m))
                        .collect(Collectors.joining(" and "));
        String fault =
                layers.isEmpty()
                        ? "the field has no layer annotation: " + LayerReader.names()
                        : "one field is one layer, but this one has " + written;
        Position position =
                layers.isEmpty() ? Position.of(field) : Position.of(field, layers.get(1));
        diagnostics.add(
                Diagnostic.of(Code.FIELD_LAYERS, position, path + ": " + fault)
                        .mendedBy(
                                () ->
                                        layers.isEmpty()
                                                ? LayerGuess.of(field, use)
                                                : one(field, path, layers)));
    }

    /** With one of the annotations; an activation becomes that of the layer in front of it. */
    private List<Fix> one(VariableElement field, String path, List<AnnotationMirror> layers) {
        Position at = Position.of(field);
        List<Fix> fixes = new ArrayList<>();
        AnnotationMirror first = layers.get(0);
        AnnotationMirror second = layers.get(1);
        Fix without = Fix.of(path, at, new Edit.Strip(at, Mirrors.simpleName(second)));
        AnnotationReader a = new AnnotationReader(source, new Diagnostics(), path, field, second);
        if (Mirrors.simpleName(second).equals("Activate")
                && LayerReader.of(first).orElseThrow().learned() == Learned.WEIGHTS) {
            Expression kind = Expression.constant(a.constant("value"));
            fixes.add(
                    Fix.of(
                                    path,
                                    at,
                                    new Edit.Write(
                                            at, Mirrors.simpleName(first), "activation", kind))
                            .and(without));
        }
        fixes.add(without);
        fixes.add(Fix.of(path, at, new Edit.Strip(at, Mirrors.simpleName(first))));
        return fixes;
    }

    private void report(Code code, Position position, String path, String fault, Edit edit) {
        diagnostics.add(
                Diagnostic.of(code, position, path + ": " + fault)
                        .mendedBy(() -> List.of(Fix.of(path, position, edit))));
    }
}
