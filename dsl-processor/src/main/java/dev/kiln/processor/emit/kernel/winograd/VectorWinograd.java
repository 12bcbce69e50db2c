package dev.kiln.processor.emit.kernel.winograd;

import static dev.kiln.processor.graph.kernel.WinogradTiling.SIDE;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Bordered;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Image;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.kernel.conv.VectorConvolution;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ChannelSlice;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.kernel.WinogradForward;
import dev.kiln.processor.graph.kernel.WinogradInputGradient;
import dev.kiln.processor.graph.kernel.WinogradTiling;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * 3x3 convolutions, forward and by the input, in {@link WinogradTiling}: patches of a few rows of
 * tiles are transformed, multiplied with the transformed weights at each position, and transformed
 * back.
 *
 * @param name of the kernel
 * @param array of the source images
 * @param lanes channels of the result
 * @param weightPitch distance of the transformed weights of neighboring positions
 */
public record VectorWinograd(
        String name,
        WinogradTiling tiles,
        String array,
        Image target,
        int lanes,
        int weightPitch,
        boolean bias,
        Activation activation,
        CodeBlock behind) {

    private static final CodeBlock PATCHES = Comment.of("Patches are transformed.");
    private static final CodeBlock PRODUCTS =
            Comment.of("They are multiplied with the weights, position by position.");
    private static final CodeBlock RESULTS = Comment.of("The sums are transformed to pixels.");
    private static final int FEWEST_TILES = 16;

    public static boolean exists(WinogradForward k) {
        ConvolutionForward c = k.convolution();
        return whole(c.window(), c.filters());
    }

    public static boolean exists(WinogradInputGradient k) {
        ConvolutionInputGradient c = k.convolution();
        return whole(c.window(), c.filters());
    }

    /** What is transformed in place must not be read twice, by vectors that overlap. */
    static boolean whole(Window w, int filters) {
        return Lanes.whole(w.input().channels(), 1) && Lanes.whole(filters, 1);
    }

    public static List<MethodSpec> forward(WinogradForward k, MethodSpec.Builder signature) {
        return forward(k, signature, CodeBlock.of(""), CodeBlock.of(""));
    }

    /** {@code behind} follows each sample, {@code end} all of them. */
    public static List<MethodSpec> forward(
            WinogradForward k, MethodSpec.Builder signature, CodeBlock behind, CodeBlock end) {
        CodeBlock last =
                CodeBlock.join(List.of(VectorConvolution.behind(k.convolution()), behind), "");
        VectorWinograd winograd = of(k, last);
        signature.addCode(winograd.code()).addCode(end);
        return winograd.methods(signature.build());
    }

    public static List<MethodSpec> inputGradient(
            WinogradInputGradient k, MethodSpec.Builder signature) {
        VectorWinograd winograd = of(k);
        return winograd.methods(signature.addCode(winograd.code()).build());
    }

    public static int scratch(WinogradForward k) {
        return of(k, CodeBlock.of("")).scratch();
    }

    public static int scratch(WinogradInputGradient k) {
        return of(k).scratch();
    }

    private static VectorWinograd of(WinogradForward k, CodeBlock behind) {
        ConvolutionForward c = k.convolution();
        ChannelSlice slice = c.slice();
        Shape whole = new Shape(c.output().height(), c.output().width(), slice.total());
        String base = Index.of("sample", whole.size()).plus(slice.from()).toString();
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

    private int images() {
        return block().images();
    }

    private int patchPitch() {
        return block().pitch(channels());
    }

    private int sumPitch() {
        return block().pitch(lanes);
    }

    private Bordered source() {
        return Bordered.of(array, tiles.source(), tiles.border());
    }

    // What is in scratch: the image with its border, patches, sums.

    private int patches() {
        return tiles.border().isNone() ? 0 : tiles.bordered().size();
    }

    private int sums() {
        return patches() + WinogradTiling.POSITIONS * patchPitch();
    }

    private int scratch() {
        return sums() + WinogradTiling.POSITIONS * sumPitch();
    }

    private CodeBlock code() {
        CodeBlock samples =
                images() == 1
                        ? source().overSamples(overBlocks())
                        : CodeBlock.builder().add(source().clear()).add(overGroups()).build();
        return CodeBlock.builder().add(sizes()).add(samples).build();
    }

    private CodeBlock sizes() {
        return source().sizes()
                .sample(target.array(), target.shape())
                .number(patches(), "where patches begin in scratch")
                .number(sums(), "where sums begin")
                .comment();
    }

    private CodeBlock overBlocks() {
        return CodeBlock.builder()
                .add(Comment.of("$L of tiles at a time.", Comment.some(block().rows(), "row")))
                .beginControlFlow(
                        "for (int row = 0; row < $L; row += $L)", tiles.rows(), block().rows())
                .add(PATCHES)
                .add(spread("(row + i)", "0"))
                .add(PRODUCTS)
                .addStatement("$LProducts(1, scratch, transformed)", name)
                .add(RESULTS)
                .add(results("(row + i)", "0"))
                .endControlFlow()
                .add(behind)
                .build();
    }

    private CodeBlock overGroups() {
        return CodeBlock.builder()
                .add(Comment.of("$L images at a time.", images()))
                .beginControlFlow("for (int first = 0; first < samples; first += $L)", images())
                .addStatement("int images = Math.min($L, samples - first)", images())
                .beginControlFlow("for (int image = 0; image < images; image++)")
                .addStatement("int sample = first + image")
                .add(source().copy())
                .add(PATCHES)
                .add(spread("i", "image"))
                .endControlFlow()
                .add(PRODUCTS)
                .addStatement("$LProducts(images, scratch, transformed)", name)
                .beginControlFlow("for (int image = 0; image < images; image++)")
                .addStatement("int sample = first + image")
                .add(RESULTS)
                .add(results("i", "image"))
                .add(behind)
                .endControlFlow()
                .endControlFlow()
                .build();
    }

    /** Transforms the patches of a block of rows, or of an image. */
    private CodeBlock spread(String row, String image) {
        Image from = source().image();
        Index patch =
                Index.of(from.base(), 1)
                        .plus(row, SIDE * from.rowPitch())
                        .plus("column", SIDE * channels());
        Index to = tile(image, "column", channels()).plus(patches());
        return overTiles(
                CodeBlock.builder()
                        .beginControlFlow(
                                "for (int column = 0; column < $L; column++)", tiles.columns())
                        .addStatement(
                                "$LPatch($L, $L,$Wscratch, $L)", name, from.array(), patch, to)
                        .endControlFlow()
                        .build());
    }

    /** Transforms the sums of a block of rows, or of an image, to the result. */
    private CodeBlock results(String row, String image) {
        return overTiles(
                edges().row(
                                row,
                                (rows, columns, column) ->
                                        result(row, image, rows, columns, column)));
    }

    /** Where a tile begins among the tiles of a position. */
    private Index tile(String image, String column, int numbers) {
        return Index.of(image, block().tiles() * numbers)
                .plus("i", tiles.columns() * numbers)
                .plus(column, numbers);
    }

    private CodeBlock overTiles(CodeBlock row) {
        return CodeBlock.builder()
                .beginControlFlow("for (int i = 0; i < $L; i++)", block().rows())
                .add(row)
                .endControlFlow()
                .build();
    }

    private CodeBlock result(String row, String image, int rows, int columns, String column) {
        Index from = tile(image, column, lanes).plus(sums());
        Index to =
                Index.of(target.base(), 1)
                        .plus(row, SIDE * target.rowPitch())
                        .plus(column, SIDE * target.shape().channels());
        return CodeBlock.builder()
                .addStatement("int sums = $L", from)
                .addStatement("$LRows(scratch, sums)", name + "Result")
                .addStatement(
                        "$L(scratch, sums,$W$L$L, $L)",
                        resultName(rows, columns),
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
                new WinogradTransforms(name + "Patch", channels(), patchPitch())
                        .patch(source().image().rowPitch()));
        WinogradProduct product = product();
        methods.add(product.method());
        methods.addAll(product.methods());
        methods.add(new WinogradTransforms(name + "ResultRows", lanes, sumPitch()).resultRows());
        methods.addAll(edges().methods((rows, columns) -> List.of(resultColumns(rows, columns))));
        return methods;
    }

    private MethodSpec resultColumns(int rows, int columns) {
        return new WinogradTransforms(resultName(rows, columns), lanes, sumPitch())
                .resultColumns(
                        rows,
                        columns,
                        bias,
                        activation,
                        target.rowPitch(),
                        target.shape().channels());
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
