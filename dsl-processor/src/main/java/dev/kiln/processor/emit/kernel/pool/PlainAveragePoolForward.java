package dev.kiln.processor.emit.kernel.pool;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.graph.kernel.AveragePoolForward;
import java.util.Arrays;

/** The mean of windows. */
public final class PlainAveragePoolForward {

    private PlainAveragePoolForward() {}

    public static CodeBlock body(AveragePoolForward k) {
        PoolLoops loops = PoolLoops.of(k.window(), k.slice());
        return loops.overOutputs(
                loops.unrolled() ? sumOfTaps(loops) : growingSum(loops, k.countPadding()));
    }

    private static CodeBlock sumOfTaps(PoolLoops loops) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement("float sum = input[from + channel]");
        for (int offset : loops.offsets().subList(1, loops.taps())) {
            code.addStatement("sum += input[$L]", PoolLoops.tap(offset));
        }
        code.addStatement("output[to + channel] = sum / $Lf", loops.taps());
        return loops.overChannels(code.build());
    }

    /** Channels are the inner loop, because they are neighbors in memory. */
    private static CodeBlock growingSum(PoolLoops loops, boolean countPadding) {
        return CodeBlock.builder()
                .addStatement("$T.fill(output, to, to + $L, 0f)", Arrays.class, loops.channels())
                .add(
                        loops.overTaps(
                                loops.overChannels(
                                        statement(
                                                "output[to + channel] += input[from + channel]"))))
                .addStatement("float count = $L", loops.count(countPadding))
                .add(loops.overChannels(statement("output[to + channel] /= count")))
                .build();
    }

    private static CodeBlock statement(String text) {
        return CodeBlock.builder().addStatement(text).build();
    }
}
