package dev.kiln.processor.emit.plain;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.graph.kernel.MeanSquaredError;

/** Squared distances, number by number. */
final class PlainMeanSquaredError {

    private PlainMeanSquaredError() {}

    static CodeBlock body(MeanSquaredError k) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement("float difference = logits[i] - targets[i]");
        code.addStatement("loss += (double) difference * difference");
        if (k.withGradient()) {
            code.addStatement("logitsGradient[i] = 2f * difference / (float) divisor");
        }
        return SampleLoss.over(k.size(), code.build());
    }
}
