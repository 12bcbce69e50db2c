package dev.kiln.processor.emit.kernel.pool;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.graph.kernel.AveragePoolBackward;
import dev.kiln.processor.graph.kernel.AveragePoolForward;
import dev.kiln.processor.graph.kernel.ChannelSlice;
import dev.kiln.processor.graph.shape.Window;
import java.util.Arrays;
import java.util.List;

/**
 * The mean of windows and its gradient, a vector of channels at a time: of small windows that never
 * leave the image, tap by tap, and of whole maps, in a loop over the pixels.
 */
public final class VectorAveragePool {

    /** Sums of a map that grow side by side, so that none waits for its own last addition. */
    private static final int MOST_VECTORS = 9;

    private VectorAveragePool() {}

    public static boolean exists(AveragePoolForward k) {
        return Lanes.fill(k.window().input().channels()) && isWritten(k.window(), k.slice());
    }

    /** Where gradients are added up, vectors must not overlap. */
    public static boolean exists(AveragePoolBackward k) {
        int channels = k.window().input().channels();
        boolean tiles = PoolLoops.of(k.window(), k.slice()).tiles();
        return (tiles ? Lanes.fill(channels) : Lanes.whole(channels, 1))
                && isWritten(k.window(), k.slice());
    }

    private static boolean isWritten(Window w, ChannelSlice slice) {
        return isGlobal(w) || PoolLoops.of(w, slice).unrolled();
    }

    private static boolean isGlobal(Window w) {
        return w.padding().isNone()
                && w.kernel().rows() == w.input().height()
                && w.kernel().columns() == w.input().width();
    }

    public static List<MethodSpec> forward(AveragePoolForward k, MethodSpec.Builder signature) {
        PoolLoops loops = PoolLoops.of(k.window(), k.slice());
        if (loops.unrolled()) {
            CodeBlock one = meanOfTaps(loops);
            return List.of(
                    signature
                            .addCode(
                                    loops.overOutputs(
                                            Lanes.blocks("lane", loops.channels(), 1, one)))
                            .build());
        }
        String lanes = k.name() + "Lanes";
        return List.of(
                signature.addCode(overMaps(loops, k.slice(), lanes, "input, output")).build(),
                meanOfMap(loops, lanes));
    }

    private static CodeBlock meanOfTaps(PoolLoops loops) {
        CodeBlock.Builder code = CodeBlock.builder();
        List<String> taps = taps(loops);
        code.addStatement("$T sum = $L", Lanes.FLOAT_VECTOR, Lanes.load("input", taps.get(0)));
        for (String tap : taps.subList(1, taps.size())) {
            code.addStatement("sum = sum.add($L)", Lanes.load("input", tap));
        }
        return code.addStatement("sum.div($Lf).intoArray(output, to + lane)", taps.size()).build();
    }

    private static List<String> taps(PoolLoops loops) {
        return loops.offsets().stream()
                .map(offset -> Index.of("from", 1).plus("lane", 1).plus(offset).toString())
                .toList();
    }

    /** Calls a method for each sample and block of vectors. */
    private static CodeBlock overMaps(
            PoolLoops loops, ChannelSlice slice, String method, String arrays) {
        CodeBlock call =
                CodeBlock.builder()
                        .addStatement(
                                "$L($L, $L, $L)",
                                method,
                                Index.of("sample", loops.inputSize()).plus("lane", 1),
                                Index.of("sample", slice.total())
                                        .plus(slice.from())
                                        .plus("lane", 1),
                                arrays)
                        .build();
        return CodeBlock.builder()
                .beginControlFlow("for (int sample = 0; sample < samples; sample++)")
                .add(Lanes.blocks("lane", loops.channels(), vectors(loops.channels()), call))
                .endControlFlow()
                .build();
    }

    /** As many as fill rows without overlapping; else one. */
    private static int vectors(int channels) {
        int vectors = MOST_VECTORS;
        while (vectors > 1 && !Lanes.whole(channels, vectors)) {
            vectors--;
        }
        return vectors;
    }

    private static MethodSpec meanOfMap(PoolLoops loops, String name) {
        int vectors = vectors(loops.channels());
        CodeBlock.Builder code = CodeBlock.builder();
        for (int v = 0; v < vectors; v++) {
            code.addStatement("$T sum$L = $L", Lanes.FLOAT_VECTOR, v, Lanes.zero());
        }
        CodeBlock.Builder pixel = CodeBlock.builder();
        for (int v = 0; v < vectors; v++) {
            pixel.addStatement(
                    "sum$1L = sum$1L.add($2L)", v, Lanes.load("input", Lanes.behind("i", v)));
        }
        code.add(overPixels(loops, pixel.build()));
        for (int v = 0; v < vectors; v++) {
            code.addStatement(
                    "sum$L.div($Lf).intoArray(output, $L)",
                    v,
                    loops.inputSize() / loops.channels(),
                    Lanes.behind("to", v));
        }
        return method(name)
                .addJavadoc("The mean of a map, $L of channels.\n", Comment.some(vectors, "vector"))
                .addParameter(float[].class, "input")
                .addParameter(float[].class, "output")
                .addCode(code.build())
                .build();
    }

    private static MethodSpec.Builder method(String name) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(PRIVATE, STATIC)
                .addParameter(int.class, "from")
                .addParameter(int.class, "to");
    }

    private static CodeBlock overPixels(PoolLoops loops, CodeBlock body) {
        return CodeBlock.builder()
                .addStatement("int end = from + $L", loops.inputSize())
                .beginControlFlow("for (int i = from; i < end; i += $L)", loops.channels())
                .add(body)
                .endControlFlow()
                .build();
    }

    public static List<MethodSpec> backward(AveragePoolBackward k, MethodSpec.Builder signature) {
        PoolLoops loops = PoolLoops.of(k.window(), k.slice());
        if (!loops.unrolled()) {
            String lanes = k.name() + "Lanes";
            return List.of(
                    signature
                            .addCode(
                                    overMaps(
                                            loops,
                                            k.slice(),
                                            lanes,
                                            "outputGradient, inputGradient"))
                            .build(),
                    shareOut(loops, lanes));
        }
        if (!loops.tiles()) {
            signature.addStatement(
                    "$T.fill(inputGradient, 0, samples * $L, 0f)", Arrays.class, loops.inputSize());
        }
        CodeBlock one = shares(loops);
        return List.of(
                signature
                        .addCode(loops.overOutputs(Lanes.blocks("lane", loops.channels(), 1, one)))
                        .build());
    }

    private static CodeBlock shares(PoolLoops loops) {
        CodeBlock.Builder code = CodeBlock.builder();
        List<String> taps = taps(loops);
        code.addStatement(
                "$T share = $L.div($Lf)",
                Lanes.FLOAT_VECTOR,
                Lanes.load("outputGradient", "to + lane"),
                taps.size());
        for (String tap : taps) {
            CodeBlock sum =
                    loops.tiles()
                            ? CodeBlock.of("share")
                            : CodeBlock.of("$L.add(share)", Lanes.load("inputGradient", tap));
            code.addStatement("$L.intoArray(inputGradient, $L)", sum, tap);
        }
        return code.build();
    }

    private static MethodSpec shareOut(PoolLoops loops, String name) {
        int vectors = vectors(loops.channels());
        CodeBlock.Builder code = CodeBlock.builder();
        for (int v = 0; v < vectors; v++) {
            code.addStatement(
                    "$T share$L = $L.div($Lf)",
                    Lanes.FLOAT_VECTOR,
                    v,
                    Lanes.load("outputGradient", Lanes.behind("to", v)),
                    loops.inputSize() / loops.channels());
        }
        CodeBlock.Builder pixel = CodeBlock.builder();
        for (int v = 0; v < vectors; v++) {
            pixel.addStatement("share$L.intoArray(inputGradient, $L)", v, Lanes.behind("i", v));
        }
        code.add(overPixels(loops, pixel.build()));
        return method(name)
                .addJavadoc("An equal share for each pixel of a map.\n")
                .addParameter(float[].class, "outputGradient")
                .addParameter(float[].class, "inputGradient")
                .addCode(code.build())
                .build();
    }
}
