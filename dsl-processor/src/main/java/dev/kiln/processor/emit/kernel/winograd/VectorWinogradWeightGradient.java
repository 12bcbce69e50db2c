package dev.kiln.processor.emit.kernel.winograd;

import static dev.kiln.processor.graph.kernel.WinogradTiling.SIDE;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Bordered;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Image;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.graph.kernel.ConvolutionWeightGradient;
import dev.kiln.processor.graph.kernel.WinogradTiling;
import dev.kiln.processor.graph.kernel.WinogradWeightGradient;
import dev.kiln.processor.graph.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Weight gradients of 3x3 convolutions in {@link WinogradTiling}: patches and the gradients of
 * tiles are transformed, a block of rows or some small images at a time, and multiplied at each
 * position; the sums are transformed to gradients when the last sample has passed.
 */
public final class VectorWinogradWeightGradient {

    private static final int FEWEST_TILES = 32;

    private final WinogradWeightGradient k;
    private final WinogradTiling tiles;
    private final Shape slopes;
    private final int channels;
    private final int filters;
    private final WinogradBlock block;

    private VectorWinogradWeightGradient(WinogradWeightGradient k) {
        ConvolutionWeightGradient c = k.convolution();
        this.k = k;
        this.tiles = k.tiles();
        this.slopes = c.output();
        this.channels = c.window().input().channels();
        this.filters = c.filters();
        this.block = WinogradBlock.of(tiles, FEWEST_TILES);
    }

    public static boolean exists(WinogradWeightGradient k) {
        ConvolutionWeightGradient c = k.convolution();
        return VectorWinograd.whole(c.window(), c.filters());
    }

    public static List<MethodSpec> methods(WinogradWeightGradient k, MethodSpec.Builder signature) {
        return new VectorWinogradWeightGradient(k).methods(signature);
    }

    public static int scratch(WinogradWeightGradient k) {
        VectorWinogradWeightGradient g = new VectorWinogradWeightGradient(k);
        return g.gradients() + WinogradTiling.POSITIONS * g.gradientPitch();
    }

    private String name() {
        return k.name();
    }

    private Bordered source() {
        return Bordered.of("input", tiles.source(), tiles.border());
    }

    private int images() {
        return block.images();
    }

    private int sumPitch() {
        return WinogradTiling.apart(channels * filters);
    }

    private int patchPitch() {
        return block.pitch(channels);
    }

    private int gradientPitch() {
        return block.pitch(filters);
    }

    // What is in scratch: sums, the image with its border, patches, gradients of tiles.

    private int image() {
        return WinogradTiling.POSITIONS * sumPitch();
    }

    private int patches() {
        return image() + (tiles.border().isNone() ? 0 : tiles.bordered().size());
    }

    private int gradients() {
        return patches() + WinogradTiling.POSITIONS * patchPitch();
    }

    private List<MethodSpec> methods(MethodSpec.Builder signature) {
        WinogradGradientProduct product =
                new WinogradGradientProduct(
                        name(),
                        channels,
                        filters,
                        new WinogradGradientProduct.Places(
                                sumPitch(), patches(), patchPitch(), gradients(), gradientPitch()));
        signature
                .addCode(
                        source().sizes()
                                .sample("outputGradient", slopes)
                                .number(image(), "where the image begins in scratch")
                                .number(patches(), "where patches begin")
                                .number(gradients(), "where gradients begin")
                                .comment())
                .addComment("Sums of each position, and an image in a border of zeros.")
                .addStatement("$T.fill(scratch, 0, $L, 0f)", Arrays.class, patches())
                .addCode(samples())
                .addComment("The sums of all positions become gradients of weights.")
                .beginControlFlow("for (int channel = 0; channel < $L; channel++)", channels)
                .addStatement(
                        "$LOfChannel(scratch, $L,$WweightGradient, $L)",
                        name(),
                        Index.of("channel", filters),
                        Index.of("channel", filters))
                .endControlFlow();
        List<MethodSpec> methods = new ArrayList<>();
        methods.add(signature.build());
        methods.addAll(
                new WinogradTransforms(name() + "Patch", channels, patchPitch())
                        .patch(imageOf("").rowPitch()));
        methods.addAll(
                edges().methods(
                                (rows, columns) ->
                                        new WinogradTransforms(
                                                        slopeName(rows, columns),
                                                        filters,
                                                        gradientPitch())
                                                .slope(rows, columns, slopes.width() * filters)));
        methods.add(product.method());
        methods.addAll(product.tiles());
        methods.addAll(
                new WinogradTransforms(name() + "OfChannel", filters, sumPitch())
                        .gradient(channels * filters));
        return methods;
    }

    private WinogradEdges edges() {
        return new WinogradEdges(tiles);
    }

    private String slopeName(int rows, int columns) {
        return WinogradEdges.name(name() + "Slope", rows, columns);
    }

    private Image imageOf(String base) {
        return tiles.border().isNone()
                ? new Image("input", base, tiles.source())
                : new Image("scratch", Integer.toString(image()), tiles.bordered());
    }

    private CodeBlock samples() {
        CodeBlock.Builder code = CodeBlock.builder();
        if (images() == 1) {
            code.add(blocks(Comment.some(block.rows(), "row") + " of tiles"))
                    .beginControlFlow("for (int sample = 0; sample < samples; sample++)")
                    .add(copy())
                    .beginControlFlow(
                            "for (int row = 0; row < $L; row += $L)", tiles.rows(), block.rows())
                    .add(spread("0"))
                    .addStatement("$LProducts($L, scratch)", name(), block.tiles())
                    .endControlFlow()
                    .endControlFlow();
            return code.build();
        }
        return code.add(blocks(images() + " images"))
                .beginControlFlow("for (int first = 0; first < samples; first += $L)", images())
                .addStatement("int images = Math.min($L, samples - first)", images())
                .beginControlFlow("for (int image = 0; image < images; image++)")
                .addStatement("int sample = first + image")
                .add(copy())
                .add(spread("image"))
                .endControlFlow()
                .addStatement("$LProducts($L, scratch)", name(), Index.of("images", block.tiles()))
                .endControlFlow()
                .build();
    }

    private static CodeBlock blocks(String some) {
        return Comment.of(
                "$L at a time: patches and gradients are transformed, their products added.", some);
    }

    private CodeBlock copy() {
        return source().copyTo(image());
    }

    /** Transforms what a block of rows, or an image, sees. */
    private CodeBlock spread(String image) {
        String row = images() == 1 ? "(row + i)" : "i";
        Image from = imageOf("sample * " + tiles.source().size());
        Index patch =
                Index.of(from.base(), 1)
                        .plus(row, SIDE * from.rowPitch())
                        .plus("column", SIDE * channels);
        CodeBlock.Builder code = CodeBlock.builder();
        code.beginControlFlow("for (int i = 0; i < $L; i++)", block.rows());
        code.addStatement(
                "int tile = $L", Index.of(image, block.tiles()).plus("i", tiles.columns()));
        code.beginControlFlow("for (int column = 0; column < $L; column++)", tiles.columns())
                .addStatement(
                        "$LPatch($L, $L,$Wscratch, $L)",
                        name(),
                        from.array(),
                        patch,
                        Index.of("(tile + column)", channels).plus(patches()))
                .endControlFlow();
        code.add(edges().row(row, (rows, columns, column) -> slope(row, rows, columns, column)));
        return code.endControlFlow().build();
    }

    private CodeBlock slope(String row, int rows, int columns, String column) {
        Index from =
                Index.of("sample", slopes.size())
                        .plus(row, SIDE * slopes.width() * filters)
                        .plus(column, SIDE * filters);
        return CodeBlock.builder()
                .addStatement(
                        "$L(outputGradient, $L,$Wscratch, $L)",
                        slopeName(rows, columns),
                        from,
                        Index.of("(tile + " + column + ")", filters).plus(gradients()))
                .build();
    }
}
