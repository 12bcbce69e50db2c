package dev.kiln.processor.emit.vector;

import static dev.kiln.processor.emit.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.plain.Bordered;
import dev.kiln.processor.emit.plain.Index;
import dev.kiln.processor.emit.plain.SlidingLoops.Image;
import dev.kiln.processor.graph.Shape;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.kernel.Place;
import dev.kiln.processor.graph.kernel.Tiles;
import dev.kiln.processor.graph.kernel.WinogradForward;
import dev.kiln.processor.graph.kernel.WinogradInputGradient;
import java.util.ArrayList;
import java.util.List;

/**
 * 3x3 convolutions, forward and by the input, in {@link Tiles}: patches of a few rows of tiles are
 * transformed, multiplied with the transformed weights at each position, and transformed back.
 *
 * @param name of the kernel
 * @param array of the source images
 * @param lanes channels of the result
 * @param weightPitch distance of the transformed weights of neighbouring positions
 */
record VectorWinograd(
        String name,
        Tiles tiles,
        String array,
        Image target,
        int lanes,
        int weightPitch,
        boolean bias,
        Activation activation,
        CodeBlock behind) {

    private static final int FEWEST_TILES = 16;

    static boolean exists(WinogradForward k) {
        ConvolutionForward c = k.convolution();
        return Lanes.fill(Math.min(c.window().input().channels(), c.filters()));
    }

    static boolean exists(WinogradInputGradient k) {
        ConvolutionInputGradient c = k.convolution();
        return Lanes.fill(Math.min(c.window().input().channels(), c.filters()));
    }

    static List<MethodSpec> forward(WinogradForward k, MethodSpec.Builder signature) {
        return forward(k, signature, CodeBlock.of(""), CodeBlock.of(""));
    }

    /** {@code behind} follows each sample, {@code end} all of them. */
    static List<MethodSpec> forward(
            WinogradForward k, MethodSpec.Builder signature, CodeBlock behind, CodeBlock end) {
        CodeBlock last =
                CodeBlock.join(List.of(VectorConvolution.behind(k.convolution()), behind), "");
        VectorWinograd winograd = of(k, last);
        signature.addCode(winograd.code()).addCode(end);
        return winograd.methods(signature.build());
    }

    static List<MethodSpec> inputGradient(WinogradInputGradient k, MethodSpec.Builder signature) {
        VectorWinograd winograd = of(k);
        return winograd.methods(signature.addCode(winograd.code()).build());
    }

    static int scratch(WinogradForward k) {
        return of(k, CodeBlock.of("")).scratch();
    }

    static int scratch(WinogradInputGradient k) {
        return of(k).scratch();
    }

    private static VectorWinograd of(WinogradForward k, CodeBlock behind) {
        ConvolutionForward c = k.convolution();
        Place place = c.place();
        Shape whole = new Shape(c.output().height(), c.output().width(), place.total());
        String base = Index.of("sample", whole.size()).plus(place.from()).toString();
        return new VectorWinograd(
                k.name(),
                k.tiles(),
                "input",
                new Image("output", base, whole),
                c.filters(),
                k.weights().pitch(),
                c.bias(),
                c.activation(),
                behind);
    }

    private static VectorWinograd of(WinogradInputGradient k) {
        Shape input = k.convolution().window().input();
        return new VectorWinograd(
                k.name(),
                k.tiles(),
                "outputGradient",
                new Image("inputGradient", "sample * " + input.size(), input),
                input.channels(),
                k.weights().pitch(),
                false,
                Activation.NONE,
                CodeBlock.of(""));
    }

    private int channels() {
        return tiles.source().channels();
    }

    private WinogradBlock block() {
        return WinogradBlock.of(tiles, FEWEST_TILES);
    }

    private int patchPitch() {
        return block().pitch(1, channels());
    }

    private int sumPitch() {
        return block().pitch(1, lanes);
    }

    private Bordered source() {
        return Bordered.of(array, tiles.source(), tiles.border());
    }

    // What is in scratch: the image with its border, patches, sums.

    private int patches() {
        return tiles.border().isNone() ? 0 : tiles.bordered().size();
    }

    private int sums() {
        return patches() + Tiles.POSITIONS * patchPitch();
    }

    private int scratch() {
        return sums() + Tiles.POSITIONS * sumPitch();
    }

    private CodeBlock code() {
        return VectorConvolution.overSamples(
                source(),
                CodeBlock.builder()
                        .beginControlFlow(
                                "for (int row = 0; row < $L; row += $L)",
                                tiles.rows(),
                                block().rows())
                        .add(spread())
                        .addStatement("$LProducts(scratch, transformed)", name)
                        .add(overTiles(edges().row("row + i", this::result)))
                        .endControlFlow()
                        .add(behind)
                        .build());
    }

    private CodeBlock spread() {
        Image image = source().image();
        Index from =
                Index.of(image.base(), 1)
                        .plus("(row + i)", 2 * image.rowPitch())
                        .plus("column", 2 * channels());
        Index to =
                Index.of("i", tiles.columns() * channels())
                        .plus("column", channels())
                        .plus(patches());
        return overTiles(
                CodeBlock.builder()
                        .beginControlFlow(
                                "for (int column = 0; column < $L; column++)", tiles.columns())
                        .addStatement(
                                "$LPatch($L, $L,$Wscratch, $L)", name, image.array(), from, to)
                        .endControlFlow()
                        .build());
    }

    private CodeBlock overTiles(CodeBlock row) {
        return CodeBlock.builder()
                .beginControlFlow("for (int i = 0; i < $L; i++)", block().rows())
                .add(row)
                .endControlFlow()
                .build();
    }

    private CodeBlock result(int rows, int columns, String column) {
        Index from = Index.of("i", tiles.columns() * lanes).plus(column, lanes).plus(sums());
        Index to =
                Index.of(target.base(), 1)
                        .plus("(row + i)", 2 * target.rowPitch())
                        .plus(column, 2 * target.shape().channels());
        return CodeBlock.builder()
                .addStatement(
                        "$L(scratch, $L,$W$L$L, $L)",
                        resultName(rows, columns),
                        from,
                        bias ? "bias, " : "",
                        target.array(),
                        to)
                .build();
    }

    private String resultName(int rows, int columns) {
        return WinogradEdges.name(name + "Result", rows, columns);
    }

    private WinogradEdges edges() {
        return new WinogradEdges(tiles);
    }

    private List<MethodSpec> methods(MethodSpec method) {
        List<MethodSpec> methods = new ArrayList<>();
        methods.add(method);
        methods.addAll(
                WinogradTransforms.patch(
                        name + "Patch", channels(), source().image().rowPitch(), patchPitch()));
        WinogradProduct product = product();
        methods.add(
                MethodSpec.methodBuilder(name + "Products")
                        .addJavadoc("The sums of all positions.\n")
                        .addModifiers(PRIVATE, STATIC)
                        .addParameter(float[].class, "scratch")
                        .addParameter(float[].class, "transformed")
                        .addCode(product.code())
                        .build());
        methods.addAll(product.methods());
        methods.addAll(
                edges().methods(
                                (rows, columns) ->
                                        WinogradTransforms.result(
                                                resultName(rows, columns),
                                                rows,
                                                columns,
                                                lanes,
                                                sumPitch(),
                                                bias,
                                                activation,
                                                target.rowPitch(),
                                                target.shape().channels())));
        return methods;
    }

    private WinogradProduct product() {
        return new WinogradProduct(
                name,
                block().tiles(),
                channels(),
                lanes,
                new WinogradProduct.Places(
                        patches(), patchPitch(), weightPitch, sums(), sumPitch()));
    }
}
