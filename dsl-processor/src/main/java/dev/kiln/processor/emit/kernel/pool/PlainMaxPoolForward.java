package dev.kiln.processor.emit.kernel.pool;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.graph.kernel.MaxPoolForward;
import java.util.Arrays;

/** The maximum of windows. */
public final class PlainMaxPoolForward {

    private PlainMaxPoolForward() {}

    public static CodeBlock body(MaxPoolForward k) {
        PoolLoops loops = PoolLoops.of(k.window(), k.slice());
        return loops.overOutputs(loops.unrolled() ? maximumOfTaps(loops) : growingMaximum(loops));
    }

    /** For all channels of a window that is written out. */
    public static CodeBlock maximumOfTaps(PoolLoops loops) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement("float maximum = input[from + channel]");
        for (int offset : loops.offsets().subList(1, loops.taps())) {
            code.addStatement("maximum = Math.max(maximum, input[$L])", PoolLoops.tap(offset));
        }
        code.addStatement("output[to + channel] = maximum");
        return loops.overChannels(code.build());
    }

    /** Channels are the inner loop, because they are neighbors in memory. */
    private static CodeBlock growingMaximum(PoolLoops loops) {
        CodeBlock grow =
                CodeBlock.builder()
                        .addStatement("float next = input[from + channel]")
                        .addStatement("output[to + channel] = Math.max(output[to + channel], next)")
                        .build();
        return CodeBlock.builder()
                .addStatement(
                        "$T.fill(output, to, to + $L, Float.NEGATIVE_INFINITY)",
                        Arrays.class,
                        loops.channels())
                .add(loops.overTaps(loops.overChannels(grow)))
                .build();
    }
}
