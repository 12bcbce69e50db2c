package dev.kiln.processor.emit.kernel.pool;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.ActivationGradient;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.graph.kernel.MaxPoolBackward;
import java.util.Arrays;
import java.util.List;

/** Finds the first maximum of each window again and gives it the gradient. */
public final class PlainMaxPoolBackward {

    private PlainMaxPoolBackward() {}

    public static CodeBlock body(MaxPoolBackward k) {
        PoolLoops loops = PoolLoops.of(k.window(), k.slice());
        CodeBlock one = loops.unrolled() ? select(k, loops) : scan(k, loops);
        return CodeBlock.builder()
                .addStatement(
                        "$T.fill(inputGradient, 0, samples * $L, 0f)",
                        Arrays.class,
                        loops.inputSize())
                .add(loops.overOutputs(loops.overChannels(one)))
                .build();
    }

    /**
     * For one channel of a window that is written out. Which input is the maximum can't be
     * predicted: selecting its offset is three times as fast as branching.
     */
    public static CodeBlock select(MaxPoolBackward k, PoolLoops loops) {
        List<Integer> offsets = loops.offsets();
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(Comment.of("From the last to the first: of equal maxima the first one wins."));
        code.addStatement("float maximum = output[to + channel]");
        code.addStatement("int offset = $L", offsets.get(offsets.size() - 1));
        for (int t = offsets.size() - 2; t >= 0; t--) {
            code.addStatement(
                    "offset = input[$L] == maximum ? $L : offset",
                    PoolLoops.tap(offsets.get(t)),
                    offsets.get(t));
        }
        code.add(gradient(k));
        code.addStatement("inputGradient[from + offset + channel] += gradient");
        return code.build();
    }

    private static CodeBlock scan(MaxPoolBackward k, PoolLoops loops) {
        CodeBlock found =
                CodeBlock.builder()
                        .beginControlFlow("if (input[from + channel] == maximum)")
                        .addStatement("inputGradient[from + channel] += gradient")
                        .addStatement("break search")
                        .endControlFlow()
                        .build();
        return CodeBlock.builder()
                .addStatement("float maximum = output[to + channel]")
                .add(gradient(k))
                .add(Comment.of("The first number that equals the maximum gets the gradient."))
                .add("search:\n")
                .add(loops.overTaps(found))
                .build();
    }

    private static CodeBlock gradient(MaxPoolBackward k) {
        return ActivationGradient.declare(k.activation(), "to + channel", "gradient");
    }
}
