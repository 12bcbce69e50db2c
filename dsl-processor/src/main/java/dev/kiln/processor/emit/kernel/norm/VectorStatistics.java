package dev.kiln.processor.emit.kernel.norm;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.KernelForm.Chosen;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.code.Runs;
import dev.kiln.processor.graph.kernel.LinearWithStatistics;
import java.util.ArrayList;
import java.util.List;

/**
 * Moments of the channels of a convolution or a dense layer, gathered behind each sample: the sums
 * of a run of pixels with lanes across the channels, then in double precision number by number.
 */
public final class VectorStatistics {

    private static final int MOST_VECTORS = 4;

    private VectorStatistics() {}

    /** The floats of the linear kernel, and two sums of a run for each channel. */
    public static int scratch(LinearWithStatistics k, Chosen<?> linear) {
        return start(k, linear) + 2 * k.channels();
    }

    private static int start(LinearWithStatistics k, Chosen<?> linear) {
        return Math.max(k.linear().scratch(), linear.scratch());
    }

    /** {@code linear}: the form of the linear kernel, which goes before the sums. */
    public static List<MethodSpec> methods(
            LinearWithStatistics k, Chosen<?> linear, MethodSpec.Builder signature) {
        String sample = PlainBatchStatistics.ofSample(k);
        CodeBlock behind =
                CodeBlock.builder()
                        .addStatement("$L(sample, output, moments, scratch)", sample)
                        .build();
        signature.addCode(PlainBatchStatistics.begin());
        CodeBlock end = PlainBatchStatistics.end(k);
        int start = start(k, linear);
        List<MethodSpec> methods = new ArrayList<>(linear.methods(signature, behind, end));
        methods.add(ofSample(k, sample, start));
        methods.add(ofRun(k, start));
        return methods;
    }

    private static MethodSpec ofSample(LinearWithStatistics k, String name, int start) {
        int channels = k.channels();
        String some = Runs.some(k.pixels());
        Index from =
                Index.of("sample", k.pixels() * channels)
                        .plus(Runs.first(k.pixels()), channels)
                        .plus("lane", 1);
        CodeBlock run =
                CodeBlock.builder()
                        .add(
                                Lanes.blocks(
                                        "lane",
                                        channels,
                                        vectors(k),
                                        CodeBlock.builder()
                                                .addStatement(
                                                        "$LOfRun($L, output, $L, lane, scratch)",
                                                        k.name(),
                                                        some,
                                                        from)
                                                .build()))
                        .add(Comment.of("The run joins the sums in double precision."))
                        .beginControlFlow(
                                "for (int channel = 0; channel < $L; channel++)", channels)
                        .addStatement("float distance = scratch[channel + $L]", start)
                        .addStatement("float spread = scratch[channel + $L]", start + channels)
                        .add(
                                PlainBatchStatistics.join(
                                        "moments[channel]",
                                        "moments[channel + " + channels + "]",
                                        "distance",
                                        "spread",
                                        some))
                        .endControlFlow()
                        .build();
        return MethodSpec.methodBuilder(name)
                .addJavadoc("Adds one sample to the sums of {@link #$L}.\n", k.name())
                .addModifiers(PRIVATE, STATIC)
                .addParameter(int.class, "sample")
                .addParameter(float[].class, "output")
                .addParameter(double[].class, "moments")
                .addParameter(float[].class, "scratch")
                .addCode(Runs.over(k.pixels(), run))
                .build();
    }

    private static int vectors(LinearWithStatistics k) {
        return Math.min(MOST_VECTORS, k.channels() / Lanes.MOST);
    }

    /** Distances from the first number of each channel, and squares around the mean of the run. */
    private static MethodSpec ofRun(LinearWithStatistics k, int start) {
        int channels = k.channels();
        int vectors = vectors(k);
        CodeBlock.Builder code = CodeBlock.builder();
        for (int v = 0; v < vectors; v++) {
            String lane = Lanes.behind("lane", v);
            code.addStatement("$T first$L = $L", Lanes.FLOAT_VECTOR, v, Lanes.load("output", lane));
            code.addStatement("$T distance$L = $L", Lanes.FLOAT_VECTOR, v, Lanes.zero());
            code.addStatement("$T spread$L = $L", Lanes.FLOAT_VECTOR, v, Lanes.zero());
        }
        code.addStatement("int end = from + $L", Index.of("pixels", channels));
        code.beginControlFlow("for (int i = from; i < end; i += $L)", channels);
        for (int v = 0; v < vectors; v++) {
            code.addStatement(
                    "distance$1L = distance$1L.add($2L.sub(first$1L))",
                    v,
                    Lanes.load("output", Lanes.behind("i", v)));
        }
        code.endControlFlow();
        for (int v = 0; v < vectors; v++) {
            code.addStatement(
                    "$1T middle$2L = distance$2L.mul(1f / pixels)", Lanes.FLOAT_VECTOR, v);
        }
        code.beginControlFlow("for (int i = from; i < end; i += $L)", channels);
        for (int v = 0; v < vectors; v++) {
            code.addStatement(
                    "$1T rest$2L = $3L.sub(first$2L).sub(middle$2L)",
                    Lanes.FLOAT_VECTOR,
                    v,
                    Lanes.load("output", Lanes.behind("i", v)));
            code.addStatement("spread$1L = rest$1L.fma(rest$1L, spread$1L)", v);
        }
        code.endControlFlow();
        for (int v = 0; v < vectors; v++) {
            Index at = Index.of("lane", 1).plus(start);
            Index behind = Index.of("lane", 1).plus(start + channels);
            code.addStatement("distance$L.intoArray(scratch, $L)", v, Lanes.behind(at, v));
            code.addStatement("spread$L.intoArray(scratch, $L)", v, Lanes.behind(behind, v));
        }
        return MethodSpec.methodBuilder(k.name() + "OfRun")
                .addJavadoc(
                        "Distances of a run of pixels from the first number of each channel, and"
                                + " squares around the run's mean.\n")
                .addModifiers(PRIVATE, STATIC)
                .addParameter(int.class, "pixels")
                .addParameter(float[].class, "output")
                .addParameter(int.class, "from")
                .addParameter(int.class, "lane")
                .addParameter(float[].class, "scratch")
                .addCode(code.build())
                .build();
    }
}
