package dev.kiln.processor.emit.kernel.elementwise;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.Channelwise;
import dev.kiln.processor.emit.code.Choice;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Literal;
import dev.kiln.processor.graph.kernel.ScaleInputBackward;
import java.util.List;

/** The gradient by raw inputs, channel by channel. */
public final class PlainScaleInputBackward {

    private PlainScaleInputBackward() {}

    public static CodeBlock body(ScaleInputBackward k) {
        List<Float> factor = k.factor();
        if (Channelwise.allEqual(factor) || Channelwise.few(factor.size())) {
            return Channelwise.sweep(
                    k.shape(),
                    Channelwise.allEqual(factor) ? 1 : factor.size(),
                    c ->
                            CodeBlock.of(
                                    "inputGradient[$1L] = outputGradient[$1L] * $2L",
                                    Index.of("i", 1).plus(c),
                                    Literal.of(factor.get(c))));
        }
        return Channelwise.overChannels(
                k.shape(),
                new Choice(factor).declare("factor", "channel"),
                CodeBlock.of("inputGradient[i] = outputGradient[i] * factor"));
    }
}
