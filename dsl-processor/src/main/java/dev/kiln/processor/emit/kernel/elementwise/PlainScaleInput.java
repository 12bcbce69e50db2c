package dev.kiln.processor.emit.kernel.elementwise;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.Channelwise;
import dev.kiln.processor.emit.code.Choice;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Literal;
import dev.kiln.processor.graph.kernel.ScaleInput;
import java.util.List;

/** Scaling of raw inputs, channel by channel. */
public final class PlainScaleInput {

    private PlainScaleInput() {}

    public static CodeBlock body(ScaleInput k) {
        List<Float> factor = k.factor();
        List<Float> offset = k.offset();
        if (Channelwise.allEqual(factor) && Channelwise.allEqual(offset)) {
            return Channelwise.sweep(k.shape(), 1, c -> scaled(c, factor.get(c), offset.get(c)));
        }
        if (Channelwise.few(factor.size())) {
            return Channelwise.sweep(
                    k.shape(), factor.size(), c -> scaled(c, factor.get(c), offset.get(c)));
        }
        return Channelwise.overChannels(
                k.shape(),
                CodeBlock.builder()
                        .add(new Choice(factor).declare("factor", "channel"))
                        .add(new Choice(offset).declare("offset", "channel"))
                        .build(),
                CodeBlock.of("output[i] = Math.fma(input[i], factor, offset)"));
    }

    private static CodeBlock scaled(int channel, float factor, float offset) {
        return CodeBlock.of(
                "output[$1L] = Math.fma(input[$1L], $2L, $3L)",
                Index.of("i", 1).plus(channel),
                Literal.of(factor),
                Literal.of(offset));
    }
}
