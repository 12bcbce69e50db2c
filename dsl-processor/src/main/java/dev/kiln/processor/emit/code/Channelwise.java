package dev.kiln.processor.emit.code;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.graph.shape.Shape;
import java.util.List;
import java.util.function.IntFunction;

/** Loops over a batch in which every channel has its own constants. */
public final class Channelwise {

    /** So many channels are written out. */
    private static final int FEW = 8;

    private Channelwise() {}

    public static boolean few(int channels) {
        return channels <= FEW;
    }

    /**
     * The statements for {@code step} neighboring numbers, {@code i} being the index of the first.
     */
    public static CodeBlock sweep(Shape shape, int step, IntFunction<CodeBlock> statement) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.beginControlFlow(
                "for (int i = 0; i < samples * $L; $L)",
                shape.size(),
                step == 1 ? "i++" : "i += " + step);
        for (int c = 0; c < step; c++) {
            code.addStatement(statement.apply(c));
        }
        return code.endControlFlow().build();
    }

    /** One pass for each channel, whose constants are declared first. */
    public static CodeBlock overChannels(Shape shape, CodeBlock constants, CodeBlock statement) {
        int channels = shape.channels();
        return CodeBlock.builder()
                .beginControlFlow("for (int channel = 0; channel < $L; channel++)", channels)
                .add(constants)
                .beginControlFlow(
                        "for (int i = channel; i < samples * $L; i += $L)", shape.size(), channels)
                .addStatement(statement)
                .endControlFlow()
                .endControlFlow()
                .build();
    }

    public static boolean allEqual(List<Float> numbers) {
        return numbers.stream().distinct().count() == 1;
    }
}
