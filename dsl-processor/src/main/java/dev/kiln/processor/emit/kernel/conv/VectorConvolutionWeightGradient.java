package dev.kiln.processor.emit.kernel.conv;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Bordered;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Epilogue;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.kernel.dense.Sums;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.Axis;
import dev.kiln.processor.graph.kernel.Border;
import dev.kiln.processor.graph.kernel.ConvolutionWeightGradient;
import dev.kiln.processor.graph.shape.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Weight gradients with lanes across the filters: the sums of a few weights stay in registers while
 * the pixels of an image go by, each sum the same chain as in plain Java.
 */
public final class VectorConvolutionWeightGradient {

    private final ConvolutionWeightGradient k;
    private final Bordered source;
    private final Axis rows;
    private final Axis columns;
    private final boolean depthwise;
    private final int groups;
    private final int inputs;
    private final int lanes;
    private final GradientTile tile;
    private final Map<String, MethodSpec> tiles = new LinkedHashMap<>();

    private VectorConvolutionWeightGradient(ConvolutionWeightGradient k) {
        Window w = k.window();
        this.k = k;
        this.source = Bordered.of("input", w.input(), Border.ofInput(w));
        this.rows = Axis.forwardRows(w).shifted(source.border().top());
        this.columns = Axis.forwardColumns(w).shifted(source.border().left());
        this.depthwise = VectorConvolution.depthwise(w, k.groups(), k.filters());
        this.groups = depthwise ? 1 : k.groups();
        this.inputs = depthwise ? 1 : w.input().channels() / groups;
        this.lanes = k.filters() / groups;
        this.tile =
                GradientTile.of(
                        rows.taps(),
                        columns.taps(),
                        inputs,
                        lanes,
                        positions(GradientTile.PIXELS).size());
    }

    public static boolean exists(ConvolutionWeightGradient k) {
        boolean depthwise = VectorConvolution.depthwise(k.window(), k.groups(), k.filters());
        return !depthwise || Lanes.fill(k.filters());
    }

    public static List<MethodSpec> methods(
            ConvolutionWeightGradient k, MethodSpec.Builder signature) {
        return new VectorConvolutionWeightGradient(k).methods(signature);
    }

    public static int scratch(ConvolutionWeightGradient k) {
        VectorConvolutionWeightGradient g = new VectorConvolutionWeightGradient(k);
        return g.copied() + (g.sums().narrow() ? k.output().size() + Lanes.MOST : 0);
    }

    /** Where the gradients of an image are copied to, if vectors reach over its end. */
    private int copied() {
        return k.scratch() + (sums().inPlace() ? 0 : sums().size());
    }

    private Sums sums() {
        int weights = rows.taps() * columns.taps() * inputs * groups;
        return new Sums(weights, lanes, tile.vectors(), k.scratch());
    }

    private List<MethodSpec> methods(MethodSpec.Builder signature) {
        CodeBlock code = around(sums().open(), loops(), sums().close());
        signature.addCode(source.sizes().sample("outputGradient", k.output()).comment());
        List<MethodSpec> methods = new ArrayList<>();
        if (TapLanes.exists(k)) {
            TapLanes taps = new TapLanes(k, source, sums().start());
            CodeBlock sample = CodeBlock.builder().add(slopes()).add(taps.call()).build();
            signature
                    .beginControlFlow("if ($L)", TapLanes.FIT)
                    .addCode(around(taps.open(), sample, taps.close()))
                    .nextControlFlow("else")
                    .addCode(code)
                    .endControlFlow();
            methods.add(taps.method());
        } else {
            signature.addCode(code);
        }
        methods.add(0, signature.build());
        methods.addAll(tiles.values());
        return methods;
    }

    private CodeBlock around(CodeBlock open, CodeBlock sample, CodeBlock close) {
        return CodeBlock.builder().add(open).add(source.overSamples(sample)).add(close).build();
    }

    private CodeBlock loops() {
        CodeBlock.Builder code = CodeBlock.builder();
        if (sums().narrow()) {
            code.add(slopes());
        }
        if (groups > 1) {
            code.beginControlFlow("for (int group = 0; group < $L; group++)", groups);
        }
        code.add(Comment.of("All pixels of the image, for a tile of weights at a time."));
        code.add(
                steps(
                        "kernelRow",
                        rows.taps(),
                        tile.rows(),
                        (kernelRow, r) ->
                                steps(
                                        "channel",
                                        inputs,
                                        tile.inputs(),
                                        (channel, q) ->
                                                Lanes.blocks(
                                                        "lane",
                                                        lanes,
                                                        tile.vectors(),
                                                        call(kernelRow, r, channel, q)))));
        if (groups > 1) {
            code.endControlFlow();
        }
        return code.build();
    }

    /** The image's gradients, with numbers behind the last pixel too. */
    private CodeBlock slopes() {
        int size = k.output().size();
        return CodeBlock.builder()
                .addStatement("float[] gradient = outputGradient")
                .addStatement("int slope = $L", Index.of("sample", size))
                .beginControlFlow("if (slope + $L > outputGradient.length)", size + Lanes.MOST)
                .add(Comment.of("Vectors reach over the last pixel."))
                .addStatement(
                        "System.arraycopy(outputGradient, slope, scratch, $L, $L)", copied(), size)
                .addStatement("gradient = scratch")
                .addStatement("slope = $L", copied())
                .endControlFlow()
                .build();
    }

    private interface Body {
        CodeBlock of(String from, int size);
    }

    private static CodeBlock steps(String name, int n, int step, Body body) {
        int whole = n - n % step;
        CodeBlock.Builder code = CodeBlock.builder();
        if (whole == step) {
            code.add(body.of("0", step));
        } else {
            code.beginControlFlow("for (int $1L = 0; $1L < $2L; $1L += $3L)", name, whole, step)
                    .add(body.of(name, step))
                    .endControlFlow();
        }
        return whole < n
                ? code.add(body.of(Integer.toString(whole), n - whole)).build()
                : code.build();
    }

    private CodeBlock call(String kernelRow, int r, String channel, int q) {
        int pixel = k.window().input().channels();
        Index from =
                Index.of(source.image().base(), 1)
                        .plus(kernelRow, rows.sourceTap() * source.image().rowPitch())
                        .plus("group", groups > 1 ? inputs : 0)
                        .plus(channel, 1)
                        .plus("lane", depthwise ? 1 : 0)
                        .plus(rows.source() * source.image().rowPitch() + columns.source() * pixel);
        Index slope =
                (sums().narrow() ? Index.of("slope", 1) : Index.of("sample", k.output().size()))
                        .plus("group", groups > 1 ? lanes : 0)
                        .plus("lane", 1);
        String name = k.name() + "Tile" + r + "x" + q;
        tiles.putIfAbsent(name, method(name, r, q));
        Sums sums = sums();
        // Weights of a group lie side by side in each row of all filters; sums in scratch do not.
        Index at =
                sums.inPlace()
                        ? Index.of(kernelRow, columns.taps() * inputs * k.filters())
                                .plus(channel, k.filters())
                                .plus("group", groups > 1 ? lanes : 0)
                                .plus("lane", 1)
                        : Index.of(kernelRow, columns.taps() * inputs * groups * sums.pitch())
                                .plus(channel, groups * sums.pitch())
                                .plus("group", groups > 1 ? sums.pitch() : 0)
                                .plus(sums.lane(), 1)
                                .plus(sums.start());
        return CodeBlock.builder()
                .addStatement(
                        "$L($L, $L,$W$L, $L,$W$L, $L)",
                        name,
                        source.image().array(),
                        from,
                        sums.narrow() ? "gradient" : "outputGradient",
                        slope,
                        sums.array(),
                        at)
                .build();
    }

    /** The distance in the sums between two weights that are neighboring channels. */
    private int weightPitch() {
        return sums().inPlace() ? k.filters() : groups * sums().pitch();
    }

    private MethodSpec method(String name, int r, int q) {
        return MethodSpec.methodBuilder(name)
                .addJavadoc(
                        "$L kernel rows, $L channels, $L of filters; all pixels of an image.\n",
                        r,
                        q,
                        tile.vectors() == 1 ? "a vector" : tile.vectors() + " vectors")
                .addModifiers(PRIVATE, STATIC)
                .addParameter(float[].class, "source")
                .addParameter(int.class, "from")
                .addParameter(float[].class, "gradient")
                .addParameter(int.class, "slope")
                .addParameter(float[].class, "sums")
                .addParameter(int.class, "at")
                .addCode(body(r, q))
                .build();
    }

    private CodeBlock body(int r, int q) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(Comment.of("Sums go on from what is there."));
        forSums(
                r,
                q,
                (name, index) ->
                        code.addStatement(
                                "$T $L = $L", Lanes.FLOAT_VECTOR, name, Lanes.load("sums", index)));
        int pixel = k.window().input().channels();
        int pixels = Math.min(GradientTile.PIXELS, columns.count());
        int whole = columns.count() - columns.count() % pixels;
        code.add(
                Comment.of(
                        "$L at a time: what is loaded of the source serves $L.",
                        Comment.some(pixels, "pixel"),
                        pixels == 1 ? "it" : "both"));
        code.beginControlFlow("for (int row = 0; row < $L; row++)", rows.count());
        code.addStatement(
                "int x = $L",
                Index.of("from", 1).plus("row", rows.sourceStep() * source.image().rowPitch()));
        code.addStatement(
                "int g = $L", Index.of("slope", 1).plus("row", columns.count() * k.filters()));
        code.beginControlFlow("for (int column = 0; column < $L; column += $L)", whole, pixels);
        code.add(products(r, q, pixels));
        code.addStatement("x += $L", pixels * columns.sourceStep() * pixel);
        code.addStatement("g += $L", pixels * k.filters());
        code.endControlFlow();
        if (whole < columns.count()) {
            code.add(products(r, q, columns.count() - whole));
        }
        code.endControlFlow();
        forSums(
                r,
                q,
                (name, index) -> code.add(Epilogue.store(Activation.NONE, name, "sums", index)));
        return code.build();
    }

    private interface Sum {
        void at(String name, String index);
    }

    private void forSums(int r, int q, Sum sum) {
        for (int row = 0; row < r; row++) {
            for (int t = 0; t < columns.taps(); t++) {
                for (int c = 0; c < q; c++) {
                    for (int v = 0; v < tile.vectors(); v++) {
                        int weight = (row * columns.taps() + t) * inputs + c;
                        sum.at(
                                name(row, c, t, v),
                                Lanes.behind(Index.of("at", 1).plus(weight * weightPitch()), v));
                    }
                }
            }
        }
    }

    /** The source columns that so many pixels see, from the first tap of the first of them. */
    private SortedSet<Integer> positions(int pixels) {
        SortedSet<Integer> positions = new TreeSet<>();
        for (int p = 0; p < pixels; p++) {
            for (int t = 0; t < columns.taps(); t++) {
                positions.add(p * columns.sourceStep() + t * columns.sourceTap());
            }
        }
        return positions;
    }

    private CodeBlock products(int r, int q, int pixels) {
        int pixel = k.window().input().channels();
        CodeBlock.Builder code = CodeBlock.builder();
        for (int p = 0; p < pixels; p++) {
            for (int v = 0; v < tile.vectors(); v++) {
                code.addStatement(
                        "$T g$L_$L = $L",
                        Lanes.FLOAT_VECTOR,
                        p,
                        v,
                        Lanes.load(
                                "gradient",
                                Lanes.behind(Index.of("g", 1).plus(p * k.filters()), v)));
            }
        }
        for (int at : positions(pixels)) {
            for (int row = 0; row < r; row++) {
                for (int c = 0; c < q; c++) {
                    Index index =
                            Index.of("x", 1)
                                    .plus(
                                            row * rows.sourceTap() * source.image().rowPitch()
                                                    + at * pixel
                                                    + c);
                    String x = "x" + at + "_" + row + "_" + c;
                    for (int v = 0; v < (depthwise ? tile.vectors() : 1); v++) {
                        code.addStatement(
                                "$T $L = $L",
                                Lanes.FLOAT_VECTOR,
                                depthwise ? x + "_" + v : x,
                                depthwise
                                        ? Lanes.load("source", Lanes.behind(index, v))
                                        : Lanes.broadcast(CodeBlock.of("source[$L]", index)));
                    }
                    code.add(products(x, at, row, c, pixels));
                }
            }
        }
        return code.build();
    }

    private CodeBlock products(String x, int at, int row, int c, int pixels) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int p = 0; p < pixels; p++) {
            int distance = at - p * columns.sourceStep();
            int t = distance / columns.sourceTap();
            if (distance >= 0 && distance % columns.sourceTap() == 0 && t < columns.taps()) {
                for (int v = 0; v < tile.vectors(); v++) {
                    code.addStatement(
                            "$1L = $2L.fma(g$3L_$4L, $1L)",
                            name(row, c, t, v),
                            depthwise ? x + "_" + v : x,
                            p,
                            v);
                }
            }
        }
        return code.build();
    }

    private static String name(int row, int channel, int tap, int vector) {
        return "sum" + row + "_" + channel + "_" + tap + "_" + vector;
    }
}
