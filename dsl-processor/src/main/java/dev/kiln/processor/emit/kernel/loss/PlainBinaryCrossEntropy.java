package dev.kiln.processor.emit.kernel.loss;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.ActivationCode;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.graph.kernel.BinaryCrossEntropy;

/** Cross-entropy of sigmoids, number by number. */
public final class PlainBinaryCrossEntropy {

    private PlainBinaryCrossEntropy() {}

    public static CodeBlock body(BinaryCrossEntropy k) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement("float x = logits[i]");
        code.addStatement("float t = targets[i]");
        code.add(Comment.of("-t log(sigmoid(x)) - (1 - t) log(1 - sigmoid(x)) without overflow."));
        code.addStatement(
                "double tail = StrictMath.log1p($T.exp(-Math.abs(x)))", ActivationCode.ELEMENTARY);
        code.addStatement("loss += Math.max(x, 0f) - (double) t * x + tail");
        if (k.withGradient()) {
            code.addStatement(
                    "logitsGradient[i] = ($T.sigmoid(x) - t) / (float) divisor",
                    ActivationCode.ELEMENTARY);
        }
        return SampleLoss.over(k.size(), code.build());
    }
}
