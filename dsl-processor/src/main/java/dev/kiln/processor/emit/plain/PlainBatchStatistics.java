package dev.kiln.processor.emit.plain;

import static dev.kiln.processor.emit.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.graph.kernel.BatchStatistics;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.DenseForward;
import dev.kiln.processor.graph.kernel.LinearWithStatistics;
import java.util.Arrays;
import java.util.List;

/**
 * Sums of distances from the first number of a channel, and of their squares; a few channels at a
 * time. Alone or behind each sample of a convolution, the sums go over the same numbers in the same
 * order.
 */
final class PlainBatchStatistics {

    /** Channels whose sums are held in local variables: additions do not wait for each other. */
    private static final int CHANNELS = 4;

    private PlainBatchStatistics() {}

    static CodeBlock body(BatchStatistics k) {
        return CodeBlock.builder()
                .addStatement("int end = $L", Index.of("samples", k.pixels() * k.channels()))
                .addStatement("double count = $L", Index.of("samples", k.pixels()))
                .add(
                        Blocks.over(
                                "channel",
                                k.channels(),
                                CHANNELS,
                                (channel, n) -> block(k.channels(), channel, n)))
                .build();
    }

    private static CodeBlock block(int channels, String channel, int n) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int c = 0; c < n; c++) {
            code.addStatement("double first$L = input[$L]", c, Index.of(channel, 1).plus(c));
            code.addStatement("double sum$L = 0", c);
            code.addStatement("double square$L = 0", c);
        }
        code.beginControlFlow("for (int i = $L; i < end; i += $L)", channel, channels);
        for (int c = 0; c < n; c++) {
            code.add(gather("input", c));
        }
        code.endControlFlow();
        for (int c = 0; c < n; c++) {
            Index at = Index.of(channel, 1).plus(c);
            code.addStatement("mean[$1L] = (float) (first$2L + sum$2L / count)", at, c);
            code.addStatement(
                    "variance[$1L] = (float) (Math.max(square$2L - sum$2L * sum$2L / count, 0) /"
                            + " count)",
                    at,
                    c);
        }
        return code.build();
    }

    private static CodeBlock gather(String array, int c) {
        return CodeBlock.builder()
                .addStatement(
                        "double distance$1L = $2L[$3L] - first$1L",
                        c,
                        array,
                        Index.of("i", 1).plus(c))
                .addStatement("sum$1L += distance$1L", c)
                .addStatement("square$1L += distance$1L * distance$1L", c)
                .build();
    }

    /** The method, and one that adds the numbers of a sample. */
    static List<MethodSpec> merged(LinearWithStatistics k, MethodSpec.Builder signature) {
        String gather = k.name() + "OfSample";
        CodeBlock call =
                CodeBlock.builder().addStatement("$L(sample, output, sums)", gather).build();
        CodeBlock linear =
                k.linear() instanceof ConvolutionForward convolution
                        ? PlainConvolution.forward(convolution, call)
                        : PlainDense.forward((DenseForward) k.linear(), call);
        signature
                .addStatement("$T.fill(sums, 0)", Arrays.class)
                .addCode(linear)
                .addStatement("double count = $L", Index.of("samples", k.pixels()))
                .beginControlFlow("for (int channel = 0; channel < $L; channel++)", k.channels())
                .addStatement("double sum = sums[channel]")
                .addStatement("double square = sums[channel + $L]", k.channels())
                .addStatement("mean[channel] = (float) ((double) output[channel] + sum / count)")
                .addStatement(
                        "variance[channel] = (float) (Math.max(square - sum * sum / count, 0) /"
                                + " count)")
                .endControlFlow();
        return List.of(signature.build(), ofSample(k, gather));
    }

    private static MethodSpec ofSample(LinearWithStatistics k, String name) {
        int size = k.pixels() * k.channels();
        return MethodSpec.methodBuilder(name)
                .addJavadoc("Adds one sample to the sums of {@link #$L}.\n", k.name())
                .addModifiers(PRIVATE, STATIC)
                .addParameter(int.class, "sample")
                .addParameter(float[].class, "output")
                .addParameter(double[].class, "sums")
                .addStatement("int from = $L", Index.of("sample", size))
                .addCode(
                        Blocks.over(
                                "channel",
                                k.channels(),
                                CHANNELS,
                                (channel, n) -> sampleBlock(k.channels(), size, channel, n)))
                .build();
    }

    private static CodeBlock sampleBlock(int channels, int size, String channel, int n) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int c = 0; c < n; c++) {
            Index at = Index.of(channel, 1).plus(c);
            code.addStatement("double first$L = output[$L]", c, at);
            code.addStatement("double sum$L = sums[$L]", c, at);
            code.addStatement(
                    "double square$L = sums[$L]", c, Index.of(channel, 1).plus(c + channels));
        }
        code.beginControlFlow(
                "for (int i = $L; i < from + $L; i += $L)",
                Index.of("from", 1).plus(channel, 1),
                size,
                channels);
        for (int c = 0; c < n; c++) {
            code.add(gather("output", c));
        }
        code.endControlFlow();
        for (int c = 0; c < n; c++) {
            code.addStatement("sums[$L] = sum$L", Index.of(channel, 1).plus(c), c);
            code.addStatement("sums[$L] = square$L", Index.of(channel, 1).plus(c + channels), c);
        }
        return code.build();
    }
}
