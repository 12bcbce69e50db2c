package dev.kiln.processor.emit.kernel.conv;

import static dev.kiln.processor.emit.code.RuntimeTypes.MATRICES;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Image;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.kernel.conv.VectorSliding.Strides;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.Axis;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.kernel.ConvolutionMaxPool;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Convolution to fewer channels than a vector has lanes, and by an input of so few. */
public final class FewChannelsConvolution {

    private static final int SLOT = Lanes.MOST;

    private FewChannelsConvolution() {}

    static boolean exists(ConvolutionForward k) {
        return !VectorConvolution.depthwise(k.window(), k.groups(), k.filters())
                && FewChannelsSliding.exists(
                        Axis.forwardColumns(k.window()), k.filters() / k.groups());
    }

    /** Pixels of several groups do not lie side by side in the target, where maxima go. */
    static boolean exists(ConvolutionMaxPool k) {
        return k.convolution().groups() == 1
                && exists(k.convolution())
                && FewChannelsJoin.exists(loops(k).shape(), k.size());
    }

    static boolean exists(ConvolutionInputGradient k) {
        return !VectorConvolution.depthwise(k.window(), k.groups(), k.filters())
                && Axis.gradientColumns(k.window()).stream()
                        .allMatch(c -> FewChannelsSliding.exists(c, inputs(k)));
    }

    private static int inputs(ConvolutionInputGradient k) {
        return k.window().input().channels() / k.groups();
    }

    private static int taps(Window w) {
        return w.kernel().rows() * w.kernel().columns();
    }

    static int scratch(ConvolutionForward k) {
        int group = BatchInLanesRule.exists(k) ? BatchInLanesConvolution.of(k).end() : 0;
        return Math.max(group, loops(k).end());
    }

    static int scratch(ConvolutionMaxPool k) {
        int group =
                BatchInLanesRule.exists(k.convolution()) ? BatchInLanesConvolution.of(k).end() : 0;
        return Math.max(group, loops(k).end());
    }

    static int scratch(ConvolutionInputGradient k) {
        int group = BatchInLanesRule.exists(k) ? BatchInLanesConvolution.of(k).end() : 0;
        return Math.max(
                group, loops(k).stream().mapToInt(FewChannelsSliding::end).max().orElseThrow());
    }

    private static FewChannelsSliding loops(ConvolutionForward k) {
        Shape whole = new Shape(k.output().height(), k.output().width(), k.slice().total());
        return loops(k.name(), k, whole, Pair.ONE);
    }

    private static FewChannelsSliding loops(ConvolutionMaxPool k) {
        return loops(k.name(), k.convolution(), k.output(), k.size());
    }

    private static FewChannelsSliding loops(
            String name, ConvolutionForward k, Shape whole, Pair pool) {
        Window w = k.window();
        int inputs = w.input().channels() / k.groups();
        int weights = taps(w) * inputs * SLOT;
        int bias = k.groups() * weights;
        String base = Index.of("sample", whole.size()).plus(k.slice().from()).toString();
        return FewChannelsSliding.of(
                name,
                Axis.forwardRows(w),
                Axis.forwardColumns(w),
                "input",
                w.input(),
                new Image("output", base, whole),
                k.groups(),
                inputs,
                k.filters() / k.groups(),
                new Strides(w.kernel().columns() * inputs * SLOT, inputs * SLOT, SLOT, weights, 0),
                k.bias() ? bias : -1,
                k.activation(),
                pool,
                bias + (k.bias() ? k.groups() * SLOT : 0));
    }

    static List<MethodSpec> forward(ConvolutionForward k, MethodSpec.Builder signature) {
        return forward(k, signature, CodeBlock.of(""), CodeBlock.of(""));
    }

    /** {@code behind} follows each sample. */
    static List<MethodSpec> forward(
            ConvolutionForward k, MethodSpec.Builder signature, CodeBlock behind, CodeBlock end) {
        Optional<BatchInLanesSliding> group =
                Optional.of(k).filter(BatchInLanesRule::exists).map(BatchInLanesConvolution::of);
        return VectorConvolution.withFunctions(
                k, forward(k, loops(k), group, signature, behind, end));
    }

    static List<MethodSpec> forward(ConvolutionMaxPool k, MethodSpec.Builder signature) {
        Optional<BatchInLanesSliding> group =
                Optional.of(k)
                        .filter(m -> BatchInLanesRule.exists(m.convolution()))
                        .map(BatchInLanesConvolution::of);
        CodeBlock nothing = CodeBlock.of("");
        return forward(k.convolution(), loops(k), group, signature, nothing, nothing);
    }

    private static List<MethodSpec> forward(
            ConvolutionForward k,
            FewChannelsSliding loops,
            Optional<BatchInLanesSliding> samples,
            MethodSpec.Builder signature,
            CodeBlock behind,
            CodeBlock end) {
        Window w = k.window();
        int lanes = k.filters() / k.groups();
        int rows = taps(w) * w.input().channels() / k.groups();
        List<MethodSpec> methods = new ArrayList<>();
        boolean grouped = samples.isPresent();
        signature.addCode(loops.sizes());
        if (grouped) {
            signature.addCode(samples.get().groups(VectorConvolution.behind(k)));
            methods.addAll(samples.get().methods());
            signature.beginControlFlow("if (grouped < samples)");
        }
        signature.addComment("Weights with a vector for each, so that no lane is empty.");
        for (int group = 0; group < k.groups(); group++) {
            signature.addStatement(
                    "$T.spread(weight, $L, $L, $L, $L, 1, $L, scratch, $L)",
                    MATRICES,
                    group * lanes,
                    rows,
                    k.filters(),
                    lanes,
                    loops.shape().group(),
                    group * rows * SLOT);
        }
        if (k.bias()) {
            signature.addStatement(
                    "$T.spread(bias, 0, $L, $L, $L, 1, $L, scratch, $L)",
                    MATRICES,
                    k.groups(),
                    lanes,
                    lanes,
                    loops.shape().group(),
                    loops.bias());
        }
        signature.addCode(loops.clear());
        signature.addCode(
                CodeBlock.builder()
                        .beginControlFlow(
                                "for (int sample = $L; sample < samples; sample++)",
                                grouped ? "grouped" : "0")
                        .add(loops.code())
                        .add(VectorConvolution.behind(k))
                        .add(behind)
                        .endControlFlow()
                        .build());
        if (grouped) {
            signature.endControlFlow();
        }
        methods.add(0, signature.addCode(end).build());
        methods.addAll(loops.methods());
        return methods;
    }

    private static List<FewChannelsSliding> loops(ConvolutionInputGradient k) {
        Window w = k.window();
        int outputs = k.filters() / k.groups();
        boolean phased = w.stride().rows() > 1 || w.stride().columns() > 1;
        List<FewChannelsSliding> phases = new ArrayList<>();
        for (Axis row : Axis.gradientRows(w)) {
            for (Axis column : Axis.gradientColumns(w)) {
                phases.add(
                        FewChannelsSliding.of(
                                k.name()
                                        + (phased
                                                ? "Phase" + row.start() + "_" + column.start()
                                                : ""),
                                row,
                                column,
                                "outputGradient",
                                k.output(),
                                new Image(
                                        "inputGradient", "sample * " + w.input().size(), w.input()),
                                k.groups(),
                                outputs,
                                inputs(k),
                                new Strides(
                                        w.kernel().columns() * k.filters() * SLOT,
                                        k.filters() * SLOT,
                                        SLOT,
                                        outputs * SLOT,
                                        0),
                                -1,
                                Activation.NONE,
                                Pair.ONE,
                                taps(w) * k.filters() * SLOT));
            }
        }
        return phases;
    }

    static List<MethodSpec> inputGradient(
            ConvolutionInputGradient k, MethodSpec.Builder signature) {
        Window w = k.window();
        List<FewChannelsSliding> phases = loops(k);
        List<MethodSpec> methods = new ArrayList<>();
        boolean grouped = BatchInLanesRule.exists(k);
        signature.addCode(phases.get(0).sizes());
        if (grouped) {
            BatchInLanesSliding group = BatchInLanesConvolution.of(k);
            signature.addCode(group.groups(CodeBlock.of("")));
            methods.addAll(group.methods());
            signature.beginControlFlow("if (grouped < samples)");
        }
        signature.addComment("Weights with a vector for each, so that no lane is empty.");
        signature
                .beginControlFlow("for (int tap = 0; tap < $L; tap++)", taps(w))
                .addStatement(
                        "$T.spread(weight, $L, $L, 1, $L, $L, $L, scratch, $L)",
                        MATRICES,
                        Index.of("tap", inputs(k) * k.filters()),
                        k.filters(),
                        inputs(k),
                        k.filters(),
                        phases.get(0).shape().group(),
                        Index.of("tap", k.filters() * SLOT))
                .endControlFlow();
        boolean shared = phases.size() == 1;
        if (shared) {
            signature.addCode(phases.get(0).clear());
        }
        signature.beginControlFlow(
                "for (int sample = $L; sample < samples; sample++)", grouped ? "grouped" : "0");
        for (FewChannelsSliding phase : phases) {
            if (!shared) {
                signature.addCode(phase.clear());
            }
            signature.addCode(phase.code());
            methods.addAll(phase.methods());
        }
        signature.endControlFlow();
        if (grouped) {
            signature.endControlFlow();
        }
        methods.add(0, signature.build());
        return methods;
    }
}
