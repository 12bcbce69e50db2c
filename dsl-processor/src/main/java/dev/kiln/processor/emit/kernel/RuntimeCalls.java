package dev.kiln.processor.emit.kernel;

import static dev.kiln.processor.emit.code.RuntimeTypes.BATCH_NORM;
import static dev.kiln.processor.emit.code.RuntimeTypes.MAPS;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Runs;
import dev.kiln.processor.emit.kernel.norm.PlainJoining;
import dev.kiln.processor.emit.kernel.panel.PanelForms;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.AddToGradient;
import dev.kiln.processor.graph.kernel.BatchStatistics;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.Normalize;
import dev.kiln.processor.graph.kernel.NormalizeGradientSums;
import dev.kiln.processor.graph.kernel.NormalizeInputGradient;
import dev.kiln.processor.graph.kernel.PutChannels;
import dev.kiln.processor.graph.kernel.Sum;
import dev.kiln.processor.graph.kernel.TakeChannels;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Kernels of large networks that are one call of the runtime, which has all their forms. They have
 * no method: layers make the call. So there is less to compile, for javac and for HotSpot.
 */
final class RuntimeCalls {

    private RuntimeCalls() {}

    static boolean serve(Kernel kernel) {
        return of(kernel, UnaryOperator.identity()).isPresent();
    }

    /** The call; {@code array}: the array that is passed for an argument of the kernel. */
    static Optional<CodeBlock> of(Kernel kernel, UnaryOperator<String> array) {
        if (kernel instanceof Normalize k && k.affine() && isSimple(k.activation())) {
            return Optional.of(normalize(k, array));
        }
        if (kernel instanceof BatchStatistics k) {
            return Optional.of(moments(k, array));
        }
        if (kernel instanceof NormalizeGradientSums k && isSimple(k.activation())) {
            return Optional.of(gradientSums(k, array));
        }
        if (kernel instanceof NormalizeInputGradient k) {
            return Optional.of(inputGradient(k, array));
        }
        if (kernel instanceof Sum k && k.terms() == 2 && isSimple(k.activation())) {
            return Optional.of(sum(k, array));
        }
        if (kernel instanceof AddToGradient k) {
            return Optional.of(addToGradient(k, array));
        }
        if (kernel instanceof PutChannels k) {
            return Optional.of(put(k, array));
        }
        if (kernel instanceof TakeChannels k) {
            return Optional.of(take(k, array));
        }
        return PlainJoining.call(kernel, array).or(() -> PanelForms.call(kernel, array));
    }

    /** Floats of working memory that the call needs. */
    static int scratch(Kernel kernel) {
        if (kernel instanceof Normalize k) {
            return k.channels();
        }
        if (kernel instanceof BatchStatistics k) {
            return 2 * k.channels();
        }
        if (kernel instanceof NormalizeGradientSums k) {
            boolean apart = !k.activation().isNone() && !k.keeps();
            return (2 + (apart ? Runs.pixels(k.pixels()) : 0)) * k.channels();
        }
        return 0;
    }

    /** Whether the call needs rows of plain loops. */
    static boolean needsRows(Kernel kernel) {
        return kernel instanceof Normalize;
    }

    /** Whether the runtime has the activation. */
    static boolean isSimple(Activation activation) {
        return activation.isNone() || isRelu(activation);
    }

    static boolean isRelu(Activation activation) {
        return activation.kind() == Activation.Kind.RELU;
    }

    private static CodeBlock normalize(Normalize k, UnaryOperator<String> array) {
        return CodeBlock.of(
                "$T.normalize($L, $L, $L, $L,$W$L, $L,$W$L, $L,$W$L, $L, $L, $L, $L, scratch,$W$L)",
                MAPS,
                Index.of("samples", k.pixels()),
                k.channels(),
                k.epsilon(),
                array.apply("input"),
                array.apply("mean"),
                array.apply("variance"),
                array.apply("scale"),
                array.apply("shift"),
                k.addend() ? array.apply("addend") : "null",
                array.apply("output"),
                k.slice().from(),
                k.slice().total(),
                isRelu(k.activation()),
                array.apply("rows"));
    }

    private static CodeBlock moments(BatchStatistics k, UnaryOperator<String> array) {
        return CodeBlock.of(
                "$T.moments(samples, $L, $L, $L,$W$L, scratch)",
                BATCH_NORM,
                k.pixels(),
                k.channels(),
                array.apply("input"),
                array.apply("moments"));
    }

    private static CodeBlock gradientSums(NormalizeGradientSums k, UnaryOperator<String> array) {
        return CodeBlock.of(
                "$T.gradientSums(samples, $L, $L, $L, $L, $L, $L, $L,$W$L, $L,$W$L,$W$L, scratch)",
                BATCH_NORM,
                k.pixels(),
                k.channels(),
                array.apply("outputGradient"),
                k.slice().from(),
                k.slice().total(),
                k.activation().isNone() ? "null" : array.apply("output"),
                array.apply("input"),
                array.apply("mean"),
                k.keeps() ? array.apply("gradient") : "null",
                array.apply("gradientSum"),
                array.apply("productSum"));
    }

    private static CodeBlock inputGradient(NormalizeInputGradient k, UnaryOperator<String> array) {
        return CodeBlock.of(
                "$T.inputGradient($L, $L, $L, $L, $L, $L,$W$L,$W$L, $L)",
                BATCH_NORM,
                Index.of("samples", k.pixels()),
                k.channels(),
                array.apply("outputGradient"),
                k.slice().from(),
                k.slice().total(),
                array.apply("input"),
                array.apply("mean"),
                array.apply("factors"),
                array.apply("inputGradient"));
    }

    private static CodeBlock sum(Sum k, UnaryOperator<String> array) {
        return CodeBlock.of(
                "$T.sum($L, $L, $L, $L, $L)",
                MAPS,
                Index.of("samples", k.size()),
                array.apply("term0"),
                array.apply("term1"),
                array.apply("output"),
                isRelu(k.activation()));
    }

    private static CodeBlock addToGradient(AddToGradient k, UnaryOperator<String> array) {
        return CodeBlock.of(
                "$T.add($L, $L,$W$L)", MAPS, k.size(), array.apply("sum"), array.apply("gradient"));
    }

    private static CodeBlock put(PutChannels k, UnaryOperator<String> array) {
        return CodeBlock.of(
                "$T.put($L, $L, $L, $L, $L, $L)",
                MAPS,
                Index.of("samples", k.pixels()),
                k.slice().channels(),
                array.apply("input"),
                array.apply("output"),
                k.slice().from(),
                k.slice().total());
    }

    private static CodeBlock take(TakeChannels k, UnaryOperator<String> array) {
        return CodeBlock.of(
                "$T.take($L, $L, $L, $L, $L, $L)",
                MAPS,
                Index.of("samples", k.pixels()),
                k.slice().channels(),
                array.apply("input"),
                k.slice().from(),
                k.slice().total(),
                array.apply("output"));
    }
}
