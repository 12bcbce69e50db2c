package dev.kiln.processor.emit.kernel.loss;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.graph.kernel.MeanSquaredError;

/** Squared distances, number by number. */
public final class PlainMeanSquaredError {

    private PlainMeanSquaredError() {}

    public static CodeBlock body(MeanSquaredError k) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement("float difference = logits[i] - targets[i]");
        code.addStatement("loss += (double) difference * difference");
        if (k.withGradient()) {
            code.addStatement("logitsGradient[i] = 2f * difference / (float) divisor");
        }
        return SampleLoss.over(k.size(), code.build());
    }
}
