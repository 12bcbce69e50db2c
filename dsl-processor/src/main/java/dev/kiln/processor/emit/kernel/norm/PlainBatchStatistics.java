package dev.kiln.processor.emit.kernel.norm;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Blocks;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.KernelForm.Chosen;
import dev.kiln.processor.emit.code.Runs;
import dev.kiln.processor.graph.kernel.BatchStatistics;
import dev.kiln.processor.graph.kernel.LinearWithStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Moments of channels. In {@link Runs} of pixels: the sum of the distances from the first number of
 * the channel, then the sum of squared distances from the mean of the run, so that nothing cancels.
 * The runs are joined in double precision (Chan, Golub and LeVeque 1983). Alone or behind each
 * sample of a convolution, the sums go over the same numbers in the same order.
 */
public final class PlainBatchStatistics {

    /** Channels whose sums are held in local variables: additions do not wait for each other. */
    private static final int CHANNELS = 4;

    private PlainBatchStatistics() {}

    public static CodeBlock body(BatchStatistics k) {
        return CodeBlock.builder()
                .addStatement("double count = $L", Index.of("samples", k.pixels()))
                .add(
                        Blocks.over(
                                "channel",
                                k.channels(),
                                CHANNELS,
                                (channel, n) -> block(k, channel, n)))
                .build();
    }

    private static CodeBlock block(BatchStatistics k, String channel, int n) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(
                Comment.of(
                        "$L at a time: distances from the first number, and squares around the mean.",
                        Comment.some(n, "channel")));
        for (int c = 0; c < n; c++) {
            code.addStatement("float first$L = input[$L]", c, Index.of(channel, 1).plus(c));
            code.addStatement("double sum$L = 0", c);
            code.addStatement("double square$L = 0", c);
        }
        code.beginControlFlow("for (int sample = 0; sample < samples; sample++)")
                .addStatement("int from = $L", Index.of("sample", k.pixels() * k.channels()))
                .add(Runs.over(k.pixels(), run("input", k.pixels(), k.channels(), channel, n)))
                .endControlFlow();
        for (int c = 0; c < n; c++) {
            Index at = Index.of(channel, 1).plus(c);
            code.addStatement("moments[$1L] = first$2L + sum$2L / count", at, c);
            code.addStatement(
                    "moments[$1L] = Math.max(square$2L - sum$2L * sum$2L / count, 0)",
                    Index.of(channel, 1).plus(c + k.channels()),
                    c);
        }
        return code.build();
    }

    private static CodeBlock run(String array, int pixels, int channels, String channel, int n) {
        String some = Runs.some(pixels);
        CodeBlock.Builder code = CodeBlock.builder();
        Index begin = Index.of("from", 1).plus(Runs.first(pixels), channels).plus(channel, 1);
        code.addStatement("int begin = $L", begin);
        code.addStatement("int end = begin + $L", Index.of(some, channels));
        code.add(Comment.of("First the distances of a run of pixels, which give its mean."));
        for (int c = 0; c < n; c++) {
            code.addStatement("float distance$L = 0", c);
        }
        code.beginControlFlow("for (int i = begin; i < end; i += $L)", channels);
        for (int c = 0; c < n; c++) {
            code.addStatement(
                    "distance$1L += $2L[$3L] - first$1L", c, array, Index.of("i", 1).plus(c));
        }
        code.endControlFlow();
        code.add(Comment.of("Then the squares around that mean."));
        for (int c = 0; c < n; c++) {
            code.addStatement("float middle$1L = distance$1L * (1f / $2L)", c, some);
            code.addStatement("float spread$L = 0", c);
        }
        code.beginControlFlow("for (int i = begin; i < end; i += $L)", channels);
        for (int c = 0; c < n; c++) {
            code.addStatement(
                    "float rest$1L = $2L[$3L] - first$1L - middle$1L",
                    c,
                    array,
                    Index.of("i", 1).plus(c));
            code.addStatement("spread$1L = Math.fma(rest$1L, rest$1L, spread$1L)", c);
        }
        code.endControlFlow();
        code.add(Comment.of("The run joins the sums in double precision."));
        for (int c = 0; c < n; c++) {
            code.add(join("sum" + c, "square" + c, "distance" + c, "spread" + c, some));
        }
        return code.build();
    }

    /** Adds a run to the sums of a channel. */
    public static CodeBlock join(
            String sum, String square, String distance, String spread, String pixels) {
        return CodeBlock.builder()
                .addStatement("$L += $L", sum, distance)
                .addStatement(
                        "$L += $L + (double) $L * $L / $L",
                        square,
                        spread,
                        distance,
                        distance,
                        pixels)
                .build();
    }

    /** The method, and one that adds the numbers of a sample; {@code linear} goes before them. */
    public static List<MethodSpec> merged(
            LinearWithStatistics k, MethodSpec.Builder signature, Chosen<?> linear) {
        CodeBlock call =
                CodeBlock.builder()
                        .addStatement("$L(sample, output, moments)", ofSample(k))
                        .build();
        List<MethodSpec> methods =
                new ArrayList<>(linear.methods(signature.addCode(begin()), call, end(k)));
        methods.add(sampleMethod(k));
        return methods;
    }

    /** The method that adds the numbers of a sample. */
    public static String ofSample(LinearWithStatistics k) {
        return k.name() + "OfSample";
    }

    /** The moments hold sums until the last sample: those before the first. */
    public static CodeBlock begin() {
        return CodeBlock.builder()
                .add(Comment.of("The moments hold sums until the last sample has passed."))
                .addStatement("$T.fill(moments, 0)", Arrays.class)
                .build();
    }

    /** What follows from the sums of all samples. */
    public static CodeBlock end(LinearWithStatistics k) {
        return CodeBlock.builder()
                .add(Comment.of("Sums become means and squares around them."))
                .addStatement("double count = $L", Index.of("samples", k.pixels()))
                .beginControlFlow("for (int channel = 0; channel < $L; channel++)", k.channels())
                .addStatement("double sum = moments[channel]")
                .addStatement("double square = moments[channel + $L]", k.channels())
                .addStatement("moments[channel] = output[channel] + sum / count")
                .addStatement(
                        "moments[channel + $L] = Math.max(square - sum * sum / count, 0)",
                        k.channels())
                .endControlFlow()
                .build();
    }

    private static MethodSpec sampleMethod(LinearWithStatistics k) {
        int size = k.pixels() * k.channels();
        return MethodSpec.methodBuilder(ofSample(k))
                .addJavadoc("Adds one sample to the sums of {@link #$L}.\n", k.name())
                .addModifiers(PRIVATE, STATIC)
                .addParameter(int.class, "sample")
                .addParameter(float[].class, "output")
                .addParameter(double[].class, "moments")
                .addStatement("int from = $L", Index.of("sample", size))
                .addCode(
                        Blocks.over(
                                "channel",
                                k.channels(),
                                CHANNELS,
                                (channel, n) -> sampleBlock(k, channel, n)))
                .build();
    }

    private static CodeBlock sampleBlock(LinearWithStatistics k, String channel, int n) {
        int channels = k.channels();
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(
                Comment.of(
                        "$L at a time: distances from the first number, and squares around the mean.",
                        Comment.some(n, "channel")));
        for (int c = 0; c < n; c++) {
            Index at = Index.of(channel, 1).plus(c);
            code.addStatement("float first$L = output[$L]", c, at);
            code.addStatement("double sum$L = moments[$L]", c, at);
            code.addStatement(
                    "double square$L = moments[$L]", c, Index.of(channel, 1).plus(c + channels));
        }
        code.add(Runs.over(k.pixels(), run("output", k.pixels(), channels, channel, n)));
        for (int c = 0; c < n; c++) {
            code.addStatement("moments[$L] = sum$L", Index.of(channel, 1).plus(c), c);
            code.addStatement("moments[$L] = square$L", Index.of(channel, 1).plus(c + channels), c);
        }
        return code.build();
    }
}
