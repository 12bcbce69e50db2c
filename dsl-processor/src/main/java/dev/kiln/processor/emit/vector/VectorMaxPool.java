package dev.kiln.processor.emit.vector;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.plain.PoolLoops;
import dev.kiln.processor.graph.Window;
import dev.kiln.processor.graph.kernel.MaxPoolBackward;
import dev.kiln.processor.graph.kernel.MaxPoolForward;
import java.util.Arrays;
import java.util.List;

/** The maximum of windows and its gradient, a vector of channels at a time. */
final class VectorMaxPool {

    private VectorMaxPool() {}

    static boolean exists(MaxPoolForward k) {
        return Lanes.fill(k.window().input().channels());
    }

    /** Gradients are added up, so vectors must not overlap. */
    static boolean exists(MaxPoolBackward k) {
        return Lanes.whole(k.window().input().channels(), 1);
    }

    static List<MethodSpec> forward(MaxPoolForward k, MethodSpec.Builder signature) {
        PoolLoops loops = PoolLoops.of(k.window(), k.place());
        CodeBlock one = loops.unrolled() ? maximumOfTaps(loops) : growingMaximum(loops);
        CodeBlock body = Lanes.blocks("lane", loops.channels(), 1, one);
        return List.of(signature.addCode(loops.overOutputs(body)).build());
    }

    private static CodeBlock maximumOfTaps(PoolLoops loops) {
        List<Integer> offsets = loops.offsets();
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement("$T maximum = $L", Lanes.FLOAT_VECTOR, tap("input", offsets.get(0)));
        for (int offset : offsets.subList(1, offsets.size())) {
            code.addStatement("maximum = maximum.max($L)", tap("input", offset));
        }
        return code.addStatement("maximum.intoArray(output, to + lane)").build();
    }

    private static CodeBlock growingMaximum(PoolLoops loops) {
        return CodeBlock.builder()
                .addStatement(
                        "$T maximum = $L",
                        Lanes.FLOAT_VECTOR,
                        Lanes.broadcast(CodeBlock.of("Float.NEGATIVE_INFINITY")))
                .add(
                        loops.overTaps(
                                CodeBlock.builder()
                                        .addStatement("maximum = maximum.max($L)", tap("input", 0))
                                        .build()))
                .addStatement("maximum.intoArray(output, to + lane)")
                .build();
    }

    static List<MethodSpec> backward(MaxPoolBackward k, MethodSpec.Builder signature) {
        PoolLoops loops = PoolLoops.of(k.window(), k.place());
        CodeBlock.Builder one =
                CodeBlock.builder()
                        .addStatement(
                                "$T maximum = $L",
                                Lanes.FLOAT_VECTOR,
                                Lanes.load("output", "to + lane"))
                        .add("// What no maximum has got yet: the first one gets all of it.\n")
                        .addStatement(
                                "$T rest = $L",
                                Lanes.FLOAT_VECTOR,
                                Lanes.load("outputGradient", "to + lane"));
        one.add(loops.unrolled() ? unrolled(loops, overlaps(k.window())) : taps(loops));
        signature.addStatement("$T zero = $L", Lanes.FLOAT_VECTOR, Lanes.zero());
        if (!loops.unrolled() || overlaps(k.window()) || !loops.tiles()) {
            signature.addStatement(
                    "$T.fill(inputGradient, 0, samples * $L, 0f)", Arrays.class, loops.inputSize());
        }
        CodeBlock body = Lanes.blocks("lane", loops.channels(), 1, one.build());
        return List.of(signature.addCode(loops.overOutputs(body)).build());
    }

    private static boolean overlaps(Window w) {
        return w.stride().rows() < w.kernel().rows() || w.stride().columns() < w.kernel().columns();
    }

    private static CodeBlock unrolled(PoolLoops loops, boolean add) {
        List<Integer> offsets = loops.offsets();
        int last = offsets.size() - 1;
        CodeBlock.Builder code = CodeBlock.builder();
        for (int t = 0; t < last; t++) {
            int offset = offsets.get(t);
            code.addStatement(
                    "var hit$L = $L.compare($T.EQ, maximum)",
                    t,
                    tap("input", offset),
                    Lanes.OPERATORS);
            code.add(give(CodeBlock.of("zero.blend(rest, hit$L)", t), offset, add));
            code.addStatement("rest = rest.blend(zero, hit$L)", t);
        }
        return code.add(give(CodeBlock.of("rest"), offsets.get(last), add)).build();
    }

    private static CodeBlock taps(PoolLoops loops) {
        return loops.overTaps(
                CodeBlock.builder()
                        .addStatement(
                                "var hit = $L.compare($T.EQ, maximum)",
                                tap("input", 0),
                                Lanes.OPERATORS)
                        .add(give(CodeBlock.of("zero.blend(rest, hit)"), 0, true))
                        .addStatement("rest = rest.blend(zero, hit)")
                        .build());
    }

    private static CodeBlock give(CodeBlock part, int offset, boolean add) {
        CodeBlock sum = add ? CodeBlock.of("$L.add($L)", tap("inputGradient", offset), part) : part;
        return CodeBlock.builder()
                .addStatement("$L.intoArray(inputGradient, $L)", sum, index(offset))
                .build();
    }

    private static CodeBlock tap(String array, int offset) {
        return Lanes.load(array, index(offset));
    }

    private static String index(int offset) {
        return "from + lane" + (offset == 0 ? "" : " + " + offset);
    }
}
