package dev.kiln.processor.emit.plain;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.graph.kernel.MaxPoolBackward;
import java.util.Arrays;
import java.util.List;

/** Finds the first maximum of each window again and gives it the gradient. */
public final class PlainMaxPoolBackward {

    private PlainMaxPoolBackward() {}

    static CodeBlock body(MaxPoolBackward k) {
        PoolLoops loops = PoolLoops.of(k.window(), k.place());
        CodeBlock one = loops.unrolled() ? select(loops) : scan(loops);
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
    public static CodeBlock select(PoolLoops loops) {
        List<Integer> offsets = loops.offsets();
        CodeBlock.Builder code = CodeBlock.builder();
        code.add("// From the last to the first: of equal maxima the first one wins.\n");
        code.addStatement("float maximum = output[to + channel]");
        code.addStatement("int offset = $L", offsets.get(offsets.size() - 1));
        for (int t = offsets.size() - 2; t >= 0; t--) {
            code.addStatement(
                    "offset = input[$L] == maximum ? $L : offset",
                    PoolLoops.tap(offsets.get(t)),
                    offsets.get(t));
        }
        code.addStatement("inputGradient[from + offset + channel] += outputGradient[to + channel]");
        return code.build();
    }

    private static CodeBlock scan(PoolLoops loops) {
        CodeBlock found =
                CodeBlock.builder()
                        .beginControlFlow("if (input[from + channel] == maximum)")
                        .addStatement(
                                "inputGradient[from + channel] += outputGradient[to + channel]")
                        .addStatement("break search")
                        .endControlFlow()
                        .build();
        return CodeBlock.builder()
                .addStatement("float maximum = output[to + channel]")
                .add("search:\n")
                .add(loops.overTaps(found))
                .build();
    }
}
