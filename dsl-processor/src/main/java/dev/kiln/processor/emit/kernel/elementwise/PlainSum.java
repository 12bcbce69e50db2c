package dev.kiln.processor.emit.kernel.elementwise;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.ActivationCode;
import dev.kiln.processor.emit.code.Sweep;
import dev.kiln.processor.graph.kernel.AddToGradient;
import dev.kiln.processor.graph.kernel.Sum;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sums of whole tensors in one sweep. */
public final class PlainSum {

    private PlainSum() {}

    public static CodeBlock body(Sum k) {
        String sum =
                IntStream.range(0, k.terms())
                        .mapToObj(i -> "term" + i + "[i]")
                        .collect(Collectors.joining(" + "));
        CodeBlock.Builder code = CodeBlock.builder();
        if (k.activation().isNone()) {
            code.addStatement("output[i] = $L", sum);
        } else {
            code.addStatement("float x = $L", sum);
            code.addStatement(
                    "output[i] = $L", ActivationCode.apply(k.activation(), CodeBlock.of("x")));
        }
        return Sweep.over(k.size(), code.build());
    }

    public static CodeBlock addToGradient(AddToGradient k) {
        return CodeBlock.builder()
                .beginControlFlow("for (int i = 0; i < $L; i++)", k.size())
                .addStatement("gradient[i] += sum[i]")
                .endControlFlow()
                .build();
    }
}
