package dev.kiln.processor.emit.kernel.pool;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.graph.kernel.AveragePoolBackward;
import java.util.Arrays;

/** Equal shares of the gradient for all inputs of a window. */
public final class PlainAveragePoolBackward {

    private PlainAveragePoolBackward() {}

    public static CodeBlock body(AveragePoolBackward k) {
        PoolLoops loops = PoolLoops.of(k.window(), k.slice());
        CodeBlock.Builder code = CodeBlock.builder();
        if (!loops.tiles()) {
            code.addStatement(
                    "$T.fill(inputGradient, 0, samples * $L, 0f)", Arrays.class, loops.inputSize());
        }
        CodeBlock one = loops.unrolled() ? taps(loops) : inLoops(loops, k.countPadding());
        return code.add(loops.overOutputs(one)).build();
    }

    private static CodeBlock taps(PoolLoops loops) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement("float share = outputGradient[to + channel] / $Lf", loops.taps());
        for (int offset : loops.offsets()) {
            code.addStatement("inputGradient[$L] $L share", PoolLoops.tap(offset), assign(loops));
        }
        return loops.overChannels(code.build());
    }

    private static CodeBlock inLoops(PoolLoops loops, boolean countPadding) {
        CodeBlock one =
                CodeBlock.builder()
                        .addStatement("float share = outputGradient[to + channel] / count")
                        .addStatement("inputGradient[from + channel] $L share", assign(loops))
                        .build();
        return CodeBlock.builder()
                .addStatement("float count = $L", loops.count(countPadding))
                .add(loops.overTaps(loops.overChannels(one)))
                .build();
    }

    /** Windows that lie side by side need no sum, and nothing need be cleared before. */
    private static String assign(PoolLoops loops) {
        return loops.tiles() ? "=" : "+=";
    }
}
