package dev.kiln.processor.emit.kernel.conv;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Bordered;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Image;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.kernel.conv.SlidingLoops.WeightStrides;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.Axis;
import dev.kiln.processor.graph.kernel.Border;
import dev.kiln.processor.graph.kernel.ChannelSlice;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import java.util.ArrayList;
import java.util.List;

/** Convolution forward, and by its input, as the same loops over differently addressed weights. */
public final class PlainConvolution {

    private PlainConvolution() {}

    public static List<MethodSpec> forward(ConvolutionForward k, MethodSpec.Builder signature) {
        return forward(k, signature, CodeBlock.of(""), CodeBlock.of(""));
    }

    /** {@code behind} follows each sample, {@code end} all of them. */
    public static List<MethodSpec> forward(
            ConvolutionForward k, MethodSpec.Builder signature, CodeBlock behind, CodeBlock end) {
        return List.of(signature.addCode(forward(k, behind)).addCode(end).build());
    }

    private static CodeBlock forward(ConvolutionForward k, CodeBlock behind) {
        Window w = k.window();
        int inputs = w.input().channels() / k.groups();
        int outputs = k.filters() / k.groups();
        Bordered source = Bordered.of("input", w.input(), Border.ofInput(w));
        SlidingLoops loops =
                new SlidingLoops(
                        Axis.forwardRows(w).shifted(source.border().top()),
                        Axis.forwardColumns(w).shifted(source.border().left()),
                        source.image(),
                        placed("output", k.output(), k.slice()),
                        k.groups(),
                        inputs,
                        outputs,
                        new WeightStrides(
                                w.kernel().columns() * inputs * k.filters(),
                                inputs * k.filters(),
                                k.filters(),
                                1,
                                outputs),
                        k.bias() ? "bias" : "",
                        k.activation(),
                        "xw");
        return CodeBlock.builder()
                .add(source.sizes().sample("output", loops.target().shape()).comment())
                .add(source.overSamples(CodeBlock.join(List.of(loops.code(), behind), "")))
                .build();
    }

    /**
     * With a stride each phase gets a method of its own, or the method would outgrow the compiler.
     */
    public static List<MethodSpec> inputGradient(
            ConvolutionInputGradient kernel, MethodSpec.Builder signature) {
        List<SlidingLoops> phases = phases(kernel);
        Bordered source = gradientSource(kernel);
        if (phases.size() == 1) {
            CodeBlock body = source.overSamples(phases.get(0).code());
            return List.of(signature.addCode(sizes(kernel)).addCode(body).build());
        }
        List<MethodSpec> methods = new ArrayList<>();
        CodeBlock.Builder calls = CodeBlock.builder();
        calls.add(Comment.of("Rows and columns that meet the same weights are computed together."));
        for (SlidingLoops phase : phases) {
            String name =
                    kernel.name() + "Phase" + phase.rows().start() + "_" + phase.columns().start();
            calls.addStatement(
                    "$L(sample, $L, weight, inputGradient)", name, phase.source().array());
            methods.add(
                    MethodSpec.methodBuilder(name)
                            .addJavadoc(
                                    "The rows $L + $L * i and columns $L + $L * i of {@link #$L}.\n",
                                    phase.rows().start(),
                                    phase.rows().step(),
                                    phase.columns().start(),
                                    phase.columns().step(),
                                    kernel.name())
                            .addModifiers(PRIVATE, STATIC)
                            .addParameter(int.class, "sample")
                            .addParameter(float[].class, phase.source().array())
                            .addParameter(float[].class, "weight")
                            .addParameter(float[].class, "inputGradient")
                            .addCode(sizes(kernel))
                            .addCode(phase.code())
                            .build());
        }
        methods.add(0, signature.addCode(source.overSamples(calls.build())).build());
        return methods;
    }

    private static CodeBlock sizes(ConvolutionInputGradient k) {
        return gradientSource(k).sizes().sample("inputGradient", k.window().input()).comment();
    }

    public static List<SlidingLoops> phases(ConvolutionInputGradient k) {
        Window w = k.window();
        int inputs = w.input().channels() / k.groups();
        int outputs = k.filters() / k.groups();
        Bordered source = gradientSource(k);
        WeightStrides strides =
                new WeightStrides(
                        w.kernel().columns() * inputs * k.filters(),
                        inputs * k.filters(),
                        1,
                        k.filters(),
                        outputs);
        List<SlidingLoops> phases = new ArrayList<>();
        for (Axis row : Axis.gradientRows(w)) {
            for (Axis column : Axis.gradientColumns(w)) {
                phases.add(
                        new SlidingLoops(
                                row.shifted(source.border().top()),
                                column.shifted(source.border().left()),
                                source.image(),
                                image("inputGradient", w.input()),
                                k.groups(),
                                outputs,
                                inputs,
                                strides,
                                "",
                                Activation.NONE,
                                "gw"));
            }
        }
        return phases;
    }

    public static Bordered gradientSource(ConvolutionInputGradient k) {
        return Bordered.of("outputGradient", k.output(), Border.ofOutputGradient(k.window()));
    }

    /** Its channels of an image that may have more. */
    private static Image placed(String array, Shape shape, ChannelSlice slice) {
        Shape whole = new Shape(shape.height(), shape.width(), slice.total());
        String base = Index.of("sample", whole.size()).plus(slice.from()).toString();
        return new Image(array, base, whole);
    }

    private static Image image(String array, Shape shape) {
        return new Image(array, "sample * " + shape.size(), shape);
    }
}
