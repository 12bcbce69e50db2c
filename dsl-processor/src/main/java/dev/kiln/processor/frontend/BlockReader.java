package dev.kiln.processor.frontend;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Diagnostic;
import dev.kiln.processor.diagnostic.Diagnostics;
import dev.kiln.processor.diagnostic.Edit;
import dev.kiln.processor.diagnostic.Expression;
import dev.kiln.processor.diagnostic.Fix;
import dev.kiln.processor.diagnostic.Position;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.layer.BlockLayer;
import dev.kiln.processor.layer.FaultyLayer;
import dev.kiln.processor.layer.InceptionLayer;
import dev.kiln.processor.layer.LayerDeclaration;
import dev.kiln.processor.layer.ResidualLayer;
import dev.kiln.processor.layer.attribute.Techniques;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Block classes, each read anew for every field of its type: names and sizes depend on the use. */
final class BlockReader {

    /** The annotations that say how the fields of a class combine. */
    static final Set<String> KINDS = Set.of("Block", "Residual", "Inception");

    /** Of one stage. */
    static final int MOST_BLOCKS = 1000;

    private final SourceView source;
    private final Diagnostics diagnostics;

    /** Those of which it was said that a size is missing where they are used. */
    private final Set<TypeElement> unsizedBlocks = new HashSet<>();

    BlockReader(SourceView source, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
    }

    /** The class, if the type is written as a block. */
    static Optional<TypeElement> block(TypeMirror type) {
        return Mirrors.declaration(type)
                .filter(t -> KINDS.stream().anyMatch(k -> Mirrors.find(t, k).isPresent()));
    }

    /** A class that is used as a block but does not say how its fields combine. */
    Diagnostic withoutKind(VariableElement field, TypeElement type, String path) {
        String name = type.getSimpleName().toString();
        if (AnnotatedClasses.isModel(type)) {
            String fault = path + ": " + name + " is a @Model, and a model is no block";
            return Diagnostic.of(Code.BLOCK_CLASS, Position.of(field), fault);
        }
        String fault =
                path
                        + ": the class "
                        + name
                        + " has layers, but is no block: @Block chains them, @Residual adds what comes"
                        + " in, @Inception runs them side by side";
        Position written = Position.of(type);
        return Diagnostic.of(
                        Code.BLOCK_CLASS,
                        source.isWritten(type) ? written : Position.of(field),
                        fault)
                .mendedBy(
                        () ->
                                List.of(
                                        Fix.of(
                                                name,
                                                written,
                                                new Edit.Annotate(written, "Block", List.of()))));
    }

    /** One use of a block. */
    LayerDeclaration read(VariableElement field, TypeElement block, BlockUse use) {
        String path = use.path(field.getSimpleName().toString());
        Optional<AnnotationMirror> stage = source.annotation(field, "Stage");
        Techniques techniques = TechniquesReader.read(source, field, path, diagnostics);
        if (stage.isEmpty()) {
            LayerDeclaration one = instance(field, block, use, path);
            return techniques.equals(Techniques.NONE)
                    ? one
                    : new BlockLayer(one.site(), List.of(one), techniques);
        }
        AnnotationReader a =
                new AnnotationReader(source, diagnostics, path, use, field, stage.get());
        int blocks = Attributes.positive(a, "blocks");
        OptionalInt width =
                a.writes("width")
                        ? OptionalInt.of(Attributes.positive(a, "width"))
                        : OptionalInt.empty();
        int stride = Attributes.stride(a);
        if (blocks > MOST_BLOCKS) {
            a.error(
                    Code.STAGE,
                    "blocks",
                    "`blocks` is " + blocks + "; at most " + MOST_BLOCKS,
                    a.write("blocks", Expression.of(MOST_BLOCKS)));
        }
        if (!a.isSound()) {
            return new FaultyLayer(a.site());
        }
        StageUse.check(a, block, source, diagnostics);
        List<LayerDeclaration> all = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
            BlockUse own = use.with(width, i == 0 ? stride : 1);
            all.add(instance(field, block, own, path + "." + i));
        }
        return new BlockLayer(a.site(), all, techniques, width);
    }

    private LayerDeclaration instance(
            VariableElement field, TypeElement block, BlockUse use, String path) {
        List<AnnotationMirror> kinds = source.blockKinds(block);
        AnnotationMirror kind = kinds.get(0);
        AnnotationReader a = new AnnotationReader(source, diagnostics, path, use, block, kind);
        Site faulty = new Site(path, Position.of(field), Map.of());
        if (kinds.size() > 1) {
            report(
                    Code.BLOCK_CLASS,
                    Position.of(block, kinds.get(1)),
                    path,
                    block.getSimpleName()
                            + " is @"
                            + Mirrors.simpleName(kind)
                            + " and @"
                            + Mirrors.simpleName(kinds.get(1))
                            + "; a block is one of them",
                    new Edit.Strip(Position.of(block), Mirrors.simpleName(kinds.get(1))),
                    new Edit.Strip(Position.of(block), Mirrors.simpleName(kind)));
            return new FaultyLayer(faulty);
        }
        if (use.around().contains(block)) {
            report(
                    Code.BLOCK_RECURSION,
                    Position.of(field),
                    path,
                    "the block " + block.getSimpleName() + " contains itself",
                    new Edit.Delete(Position.of(field), field.getSimpleName().toString()));
            return new FaultyLayer(faulty);
        }
        if (block.getKind() != ElementKind.CLASS || source.has(block, Edit.Part.TYPE_PARAMETERS)) {
            report(
                    Code.BLOCK_CLASS,
                    Position.of(block),
                    path,
                    block.getKind() == ElementKind.CLASS
                            ? "a block has no type parameters"
                            : "a block is a class, not " + ModelClassCheck.words(block.getKind()),
                    isRaw(field) ? new Edit[] {PlainClass.withoutParameters(block)} : new Edit[0]);
            return new FaultyLayer(faulty);
        }
        if (!source.knowsOrder(block)) {
            report(
                    Code.BLOCK_CLASS,
                    Position.of(field),
                    path,
                    "the order of the fields of "
                            + block.getSimpleName()
                            + " is not known: its class file was made without Kiln, and this"
                            + " compiler sorts them by name");
            return new FaultyLayer(faulty);
        }
        if (Layered.above(block).isPresent()) {
            String fault =
                    "a block extends no class with layers, because its own fields are all its layers";
            report(Code.BLOCK_CLASS, Position.of(block), path, fault);
            return new FaultyLayer(faulty);
        }
        Optional<Diagnostic> unsized = StageUse.missing(field, block, use, source);
        if (unsized.isPresent()) {
            boolean bare = source.annotation(field, "Stage").isEmpty();
            if (!bare || unsizedBlocks.add(block)) {
                diagnostics.add(unsized.get());
            }
            return new FaultyLayer(faulty);
        }
        Techniques techniques = TechniquesReader.read(source, block, path, diagnostics);
        List<LayerDeclaration> layers = layers(block, use.inside(path, block));
        if (layers.isEmpty()) {
            report(
                    Code.EMPTY_MODEL,
                    Position.of(block),
                    path,
                    "the block " + block.getSimpleName() + " has no layers");
            return new FaultyLayer(faulty);
        }
        return switch (Mirrors.simpleName(kind)) {
            case "Residual" -> residual(a, layers, techniques);
            case "Inception" -> new InceptionLayer(a.site(), layers, techniques);
            default -> new BlockLayer(a.site(), layers, techniques);
        };
    }

    /** The layers that the fields of a class are, in the order of declaration. */
    List<LayerDeclaration> layers(TypeElement type, BlockUse use) {
        List<LayerDeclaration> layers = new ArrayList<>();
        FieldReader fields = new FieldReader(this, source, diagnostics);
        for (VariableElement field : source.fields(type)) {
            source.inserted(field, false)
                    .forEach((name, a) -> layers.add(fields.inserted(field, name, a, use)));
            fields.read(field, use).ifPresent(layers::add);
            source.inserted(field, true)
                    .forEach((name, a) -> layers.add(fields.inserted(field, name, a, use)));
        }
        return layers;
    }

    static ResidualLayer residual(
            AnnotationReader a, List<LayerDeclaration> path, Techniques techniques) {
        return new ResidualLayer(
                a.site(),
                path,
                ResidualLayer.Shortcut.valueOf(a.constant("shortcut")),
                Attributes.activation(a, "activation"),
                techniques);
    }

    /** Whether its type has no arguments, which would be in error without parameters. */
    private static boolean isRaw(VariableElement field) {
        return field.asType() instanceof DeclaredType type && type.getTypeArguments().isEmpty();
    }

    private void report(Code code, Position position, String path, String fault, Edit... edits) {
        diagnostics.add(
                Diagnostic.of(code, position, path + ": " + fault)
                        .mendedBy(
                                () ->
                                        Stream.of(edits)
                                                .map(e -> Fix.of(path, position, e))
                                                .toList()));
    }
}
