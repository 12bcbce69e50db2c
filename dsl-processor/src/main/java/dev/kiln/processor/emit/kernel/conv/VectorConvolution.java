package dev.kiln.processor.emit.kernel.conv;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Bordered;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Epilogue;
import dev.kiln.processor.emit.code.Image;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.code.Transposed;
import dev.kiln.processor.emit.kernel.conv.VectorSliding.Strides;
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

/** Convolution forward and by its input. */
public final class VectorConvolution {

    private VectorConvolution() {}

    static boolean depthwise(Window w, int groups, int filters) {
        return groups == w.input().channels() && groups == filters && groups > 1;
    }

    /** Numbers that vectors go over: neighboring channels of a result. */
    private static int lanes(int channels, int groups, boolean depthwise) {
        return depthwise ? channels : channels / groups;
    }

    public static boolean exists(ConvolutionForward k) {
        boolean depthwise = depthwise(k.window(), k.groups(), k.filters());
        return Lanes.fill(lanes(k.filters(), k.groups(), depthwise));
    }

    public static boolean exists(ConvolutionInputGradient k) {
        boolean depthwise = depthwise(k.window(), k.groups(), k.filters());
        return Lanes.fill(lanes(k.window().input().channels(), k.groups(), depthwise));
    }

    public static List<MethodSpec> forward(ConvolutionForward k, MethodSpec.Builder signature) {
        return forward(k, signature, CodeBlock.of(""), CodeBlock.of(""));
    }

    /** {@code behind} follows each sample, {@code end} all of them. */
    public static List<MethodSpec> forward(
            ConvolutionForward k, MethodSpec.Builder signature, CodeBlock behind, CodeBlock end) {
        Window w = k.window();
        Bordered source = Bordered.of("input", w.input(), Border.ofInput(w));
        VectorSliding loops = forwardLoops(k, source);
        List<MethodSpec> methods = new ArrayList<>();
        methods.add(
                signature
                        .addCode(source.sizes().sample("output", loops.target().shape()).comment())
                        .addCode(
                                source.overSamples(
                                        CodeBlock.join(
                                                List.of(loops.code(), behind(k), behind), "")))
                        .addCode(end)
                        .build());
        methods.addAll(loops.methods());
        return withFunctions(k, methods);
    }

    static List<MethodSpec> withFunctions(ConvolutionForward k, List<MethodSpec> methods) {
        List<MethodSpec> all = new ArrayList<>(methods);
        all.addAll(Epilogue.methods(k.activation()));
        return all;
    }

    /** What an activation does to a sample that vectors can't do before they are stored. */
    public static CodeBlock behind(ConvolutionForward k) {
        ChannelSlice slice = k.slice();
        return Epilogue.behind(
                k.activation(),
                "output",
                Index.of("sample", k.output().pixels() * slice.total()).plus(slice.from()),
                k.output().pixels(),
                slice);
    }

    private static VectorSliding forwardLoops(ConvolutionForward k, Bordered source) {
        Shape whole = new Shape(k.output().height(), k.output().width(), k.slice().total());
        String base = Index.of("sample", whole.size()).plus(k.slice().from()).toString();
        return forwardLoops(k.name(), k, source, new Image("output", base, whole));
    }

    static VectorSliding forwardLoops(
            String name, ConvolutionForward k, Bordered source, Image target) {
        Window w = k.window();
        boolean depthwise = depthwise(w, k.groups(), k.filters());
        int inputs = w.input().channels() / k.groups();
        return new VectorSliding(
                name,
                Axis.forwardRows(w).shifted(source.border().top()),
                Axis.forwardColumns(w).shifted(source.border().left()),
                source.image(),
                target,
                depthwise ? 1 : k.groups(),
                depthwise ? 0 : inputs,
                lanes(k.filters(), k.groups(), depthwise),
                "weight",
                new Strides(
                        w.kernel().columns() * inputs * k.filters(),
                        inputs * k.filters(),
                        k.filters(),
                        k.filters() / k.groups(),
                        0),
                k.bias(),
                k.activation());
    }

    public static List<MethodSpec> inputGradient(
            ConvolutionInputGradient k, MethodSpec.Builder signature) {
        Window w = k.window();
        Bordered source = Bordered.of("outputGradient", k.output(), Border.ofOutputGradient(w));
        boolean depthwise = depthwise(w, k.groups(), k.filters());
        List<MethodSpec> methods = new ArrayList<>();
        CodeBlock.Builder phases = CodeBlock.builder();
        for (Axis row : Axis.gradientRows(w)) {
            for (Axis column : Axis.gradientColumns(w)) {
                VectorSliding loops = gradientLoops(k, source, row, column);
                phases.add(phase(row, column)).add(loops.code());
                methods.addAll(loops.methods());
            }
        }
        signature.addCode(source.sizes().sample("inputGradient", w.input()).comment());
        if (!depthwise) {
            signature.addCode(Comment.of("Weights with the channels of the input side by side."));
            int taps = w.kernel().rows() * w.kernel().columns();
            signature.addCode(
                    Transposed.code(
                            taps, w.input().channels() / k.groups(), k.filters(), start(k)));
        }
        methods.add(0, signature.addCode(source.overSamples(phases.build())).build());
        return methods;
    }

    /** With a stride, which pixels meet the same weights. */
    private static CodeBlock phase(Axis row, Axis column) {
        return row.step() == 1 && column.step() == 1
                ? CodeBlock.of("")
                : Comment.of(
                        "The rows $L + $L * i and columns $L + $L * i.",
                        row.start(),
                        row.step(),
                        column.start(),
                        column.step());
    }

    private static VectorSliding gradientLoops(
            ConvolutionInputGradient k, Bordered source, Axis row, Axis column) {
        Window w = k.window();
        boolean depthwise = depthwise(w, k.groups(), k.filters());
        int inputs = w.input().channels() / k.groups();
        int outputs = k.filters() / k.groups();
        boolean phased = w.stride().rows() > 1 || w.stride().columns() > 1;
        int tap = inputs * k.filters();
        Strides strides =
                depthwise
                        ? new Strides(w.kernel().columns() * tap, tap, 0, 0, 0)
                        : new Strides(
                                w.kernel().columns() * tap,
                                tap,
                                inputs,
                                outputs * inputs,
                                start(k));
        return new VectorSliding(
                k.name() + (phased ? "Phase" + row.start() + "_" + column.start() : ""),
                row.shifted(source.border().top()),
                column.shifted(source.border().left()),
                source.image(),
                new Image("inputGradient", "sample * " + w.input().size(), w.input()),
                depthwise ? 1 : k.groups(),
                depthwise ? 0 : outputs,
                lanes(w.input().channels(), k.groups(), depthwise),
                depthwise ? "weight" : "scratch",
                strides,
                false,
                Activation.NONE);
    }

    /** Where the transposed weights begin: behind the image with its border. */
    private static int start(ConvolutionInputGradient k) {
        return k.scratch();
    }

    public static int scratch(ConvolutionInputGradient k) {
        Window w = k.window();
        return k.scratch()
                + w.kernel().rows()
                        * w.kernel().columns()
                        * (w.input().channels() / k.groups())
                        * k.filters();
    }
}
