package dev.kiln.processor.emit.kernel.pool;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.ActivatedGradient;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.graph.kernel.MaxPoolBackward;
import dev.kiln.processor.graph.kernel.MaxPoolForward;
import dev.kiln.processor.graph.shape.Window;
import java.util.Arrays;
import java.util.List;

/** The maximum of windows and its gradient, a vector of channels at a time. */
public final class VectorMaxPool {

    private static final String IN_LOOPS = "from + lane";

    private VectorMaxPool() {}

    public static boolean exists(MaxPoolForward k) {
        return Lanes.fill(k.window().input().channels())
                || FewChannelsMaxPool.exists(k.window(), k.slice());
    }

    /** Gradients are added up, so vectors must not overlap. */
    public static boolean exists(MaxPoolBackward k) {
        return Lanes.whole(k.window().input().channels(), 1)
                || FewChannelsMaxPool.exists(k.window(), k.slice());
    }

    /** Floats of working memory. */
    public static int scratch(MaxPoolForward k) {
        return RowMaxPool.exists(k) ? new RowMaxPool(k).scratch() : 0;
    }

    public static List<MethodSpec> forward(MaxPoolForward k, MethodSpec.Builder signature) {
        if (RowMaxPool.exists(k)) {
            return new RowMaxPool(k).methods(signature);
        }
        PoolLoops loops = PoolLoops.of(k.window(), k.slice());
        if (FewChannelsMaxPool.exists(k.window(), k.slice())) {
            CodeBlock body =
                    FewChannelsMaxPool.forward(k.window(), loops, maximumOfTaps(indices(loops)));
            return List.of(signature.addCode(body).build());
        }
        if (loops.group() > 1) {
            CodeBlock body = Lanes.blocks("lane", loops.channels(), 1, sharedColumns(loops));
            return List.of(signature.addCode(loops.overGroups(body)).build());
        }
        CodeBlock one = isWrittenOut(loops) ? maximumOfTaps(indices(loops)) : growingMaximum(loops);
        return List.of(signature.addCode(overOutputs(loops, one)).build());
    }

    /**
     * C2 boxes a vector that grows in loops inside of loops, so as many windows as possible are
     * written out, tap by tap.
     */
    private static boolean isWrittenOut(PoolLoops loops) {
        return loops.unrolled() || loops.clampable();
    }

    private static List<String> indices(PoolLoops loops) {
        List<String> first =
                loops.unrolled()
                        ? loops.offsets().stream()
                                .map(o -> o == 0 ? "from" : "from + " + o)
                                .toList()
                        : loops.clampedTaps();
        return first.stream().map(i -> i + " + lane").toList();
    }

    /** {@code one} for each vector of each pixel of the output. */
    private static CodeBlock overOutputs(PoolLoops loops, CodeBlock one) {
        CodeBlock body = Lanes.blocks("lane", loops.channels(), 1, one);
        return !loops.unrolled() && loops.clampable()
                ? loops.overOutputsClamped(body)
                : loops.overOutputs(body);
    }

    private static CodeBlock maximumOfTaps(List<String> indices) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement(
                "$T maximum = $L", Lanes.FLOAT_VECTOR, Lanes.load("input", indices.get(0)));
        for (String index : indices.subList(1, indices.size())) {
            code.addStatement("maximum = maximum.max($L)", Lanes.load("input", index));
        }
        return code.addStatement("maximum.intoArray(output, to + lane)").build();
    }

    /** The maximum of each column serves all windows of a group that see it. */
    private static CodeBlock sharedColumns(PoolLoops loops) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(Comment.of("The maximum of a column serves all windows that see it."));
        List<List<String>> columns = loops.columns();
        for (int x = 0; x < columns.size(); x++) {
            List<CodeBlock> pixels =
                    columns.get(x).stream().map(i -> Lanes.load("input", i + " + lane")).toList();
            code.addStatement("$T column$L = $L", Lanes.FLOAT_VECTOR, x, maximum(pixels));
        }
        for (int output = 0; output < loops.group(); output++) {
            List<CodeBlock> seen =
                    loops.columnsOf(output).mapToObj(x -> CodeBlock.of("column$L", x)).toList();
            Index to = Index.of("to", 1).plus("lane", 1).plus(output * loops.outputPitch());
            code.addStatement("$L.intoArray(output, $L)", maximum(seen), to);
        }
        return code.build();
    }

    public static CodeBlock maximum(List<CodeBlock> numbers) {
        CodeBlock.Builder code = CodeBlock.builder().add(numbers.get(0));
        numbers.subList(1, numbers.size()).forEach(n -> code.add("$Z.max($L)", n));
        return code.build();
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
                                        .addStatement(
                                                "maximum = maximum.max($L)",
                                                Lanes.load("input", IN_LOOPS))
                                        .build()))
                .addStatement("maximum.intoArray(output, to + lane)")
                .build();
    }

    public static List<MethodSpec> backward(MaxPoolBackward k, MethodSpec.Builder signature) {
        PoolLoops loops = PoolLoops.of(k.window(), k.slice());
        boolean add = !loops.unrolled() || overlaps(k.window());
        CodeBlock.Builder one =
                CodeBlock.builder()
                        .addStatement(
                                "$T maximum = $L",
                                Lanes.FLOAT_VECTOR,
                                Lanes.load("output", "to + lane"))
                        .add(ActivatedGradient.declare(k.activation(), "gradient", "to + lane"))
                        .add(
                                Comment.of(
                                        "What no maximum has got yet: the first one gets all of it."))
                        .addStatement("$T rest = gradient.add(zero)", Lanes.FLOAT_VECTOR);
        one.add(isWrittenOut(loops) ? writtenOut(loops, add) : taps(loops));
        signature.addStatement("$T zero = $L", Lanes.FLOAT_VECTOR, Lanes.zero());
        if (FewChannelsMaxPool.exists(k.window(), k.slice())) {
            CodeBlock body = FewChannelsMaxPool.backward(k, loops, one.build());
            return List.of(signature.addCode(body).build());
        }
        if (add || !loops.tiles()) {
            signature.addStatement(
                    "$T.fill(inputGradient, 0, samples * $L, 0f)", Arrays.class, loops.inputSize());
        }
        return List.of(signature.addCode(overOutputs(loops, one.build())).build());
    }

    private static boolean overlaps(Window w) {
        return w.stride().rows() < w.kernel().rows() || w.stride().columns() < w.kernel().columns();
    }

    /** Where nothing is cut off, what is left at the last tap is its own, as in plain Java. */
    private static CodeBlock writtenOut(PoolLoops loops, boolean add) {
        List<String> indices = indices(loops);
        int last = indices.size() - 1;
        CodeBlock.Builder code = CodeBlock.builder();
        for (int t = 0; t < last; t++) {
            code.add(hit("hit" + t, indices.get(t), add));
            code.addStatement("rest = rest.blend(zero, hit$L)", t);
        }
        return code.add(
                        loops.unrolled()
                                ? give(CodeBlock.of("rest"), indices.get(last), add)
                                : hit("hit" + last, indices.get(last), add))
                .build();
    }

    private static CodeBlock taps(PoolLoops loops) {
        return loops.overTaps(
                CodeBlock.builder()
                        .add(hit("hit", IN_LOOPS, true))
                        .addStatement("rest = rest.blend(zero, hit)")
                        .build());
    }

    private static CodeBlock hit(String name, String index, boolean add) {
        return CodeBlock.builder()
                .addStatement(
                        "var $L = $L.compare($T.EQ, maximum)",
                        name,
                        Lanes.load("input", index),
                        Lanes.OPERATORS)
                .add(give(CodeBlock.of("zero.blend(rest, $L)", name), index, add))
                .build();
    }

    private static CodeBlock give(CodeBlock part, String index, boolean add) {
        CodeBlock sum =
                add ? CodeBlock.of("$L.add($L)", Lanes.load("inputGradient", index), part) : part;
        return CodeBlock.builder()
                .addStatement("$L.intoArray(inputGradient, $L)", sum, index)
                .build();
    }
}
