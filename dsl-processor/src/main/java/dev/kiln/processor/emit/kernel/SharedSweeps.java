package dev.kiln.processor.emit.kernel;

import static dev.kiln.processor.emit.code.Modifiers.FINAL;
import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;
import static dev.kiln.processor.emit.code.RuntimeTypes.DEPTHWISE;
import static dev.kiln.processor.emit.code.RuntimeTypes.DEPTHWISE_GRADIENT;
import static dev.kiln.processor.emit.code.RuntimeTypes.MAX_POOL;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.kernel.ConvolutionWeightGradient;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.MaxPoolForward;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Kernels of large networks that call the runtime, with sizes as parameters: maximum pools and
 * depth-wise convolutions, of whose gradients the runtime has the vector form only.
 */
final class SharedSweeps {

    private static final int SIDE = 3;
    private static final int MOST_LANES = 16;

    /** Floats of a small map, which is computed in one go. */
    private static final int SMALL_MAP = 4096;

    private SharedSweeps() {}

    /** Whether the method is nothing but the call: the runtime has the plain form, too. */
    static boolean isWhole(Kernel kernel) {
        return (kernel instanceof MaxPoolForward k && serves(k))
                || (kernel instanceof ConvolutionForward c && serves(c));
    }

    /** The method of such a kernel. */
    static MethodSpec method(Kernel kernel, MethodSpec.Builder signature) {
        return signature.addCode(call(kernel).orElseThrow()).build();
    }

    /** The beginning of a gradient's method: the vector form, if it is there by now. */
    static Optional<CodeBlock> prefix(Kernel kernel) {
        if (isWhole(kernel)) {
            return Optional.empty();
        }
        String on = kernel instanceof ConvolutionWeightGradient ? "addsWeights" : "convolves";
        return call(kernel)
                .map(
                        call ->
                                CodeBlock.builder()
                                        .beginControlFlow("if ($T.$L())", DEPTHWISE_GRADIENT, on)
                                        .add(call)
                                        .addStatement("return")
                                        .endControlFlow()
                                        .build());
    }

    /** The geometry that the call needs. */
    static Optional<FieldSpec> constant(Kernel kernel) {
        if (kernel instanceof MaxPoolForward k && serves(k)) {
            Window w = k.window();
            return Optional.of(
                    constant(
                            MAX_POOL,
                            k,
                            w,
                            w.kernel().rows(),
                            w.kernel().columns(),
                            w.stride().rows(),
                            w.stride().columns()));
        }
        if (kernel instanceof ConvolutionForward k && serves(k)) {
            Window w = k.window();
            return Optional.of(constant(DEPTHWISE, k, w, w.stride().rows(), w.stride().columns()));
        }
        if (kernel instanceof ConvolutionWeightGradient k && serves(k)) {
            return Optional.of(gradient(k, k.window()));
        }
        if (kernel instanceof ConvolutionInputGradient k && serves(k)) {
            return Optional.of(gradient(k, k.window()));
        }
        return Optional.empty();
    }

    private static FieldSpec gradient(Kernel kernel, Window w) {
        return constant(DEPTHWISE_GRADIENT, kernel, w, w.stride().rows(), w.stride().columns());
    }

    private static FieldSpec constant(ClassName type, Kernel kernel, Window w, Integer... sizes) {
        Shape input = w.input();
        String numbers =
                Stream.of(
                                Stream.of(
                                        input.height(),
                                        input.width(),
                                        input.channels(),
                                        w.outputRows(),
                                        w.outputColumns()),
                                Stream.of(sizes),
                                Stream.of(w.padding().top(), w.padding().left()))
                        .flatMap(s -> s)
                        .map(String::valueOf)
                        .collect(Collectors.joining(", "));
        return FieldSpec.builder(type, name(kernel), PRIVATE, STATIC, FINAL)
                .initializer("new $T($L)", type, numbers)
                .build();
    }

    static String name(Kernel kernel) {
        return kernel.name() + "Geometry";
    }

    private static Optional<CodeBlock> call(Kernel kernel) {
        if (kernel instanceof MaxPoolForward k && serves(k)) {
            return Optional.of(
                    CodeBlock.builder()
                            .addStatement(
                                    "$L.forward(samples, input, output, $L, $L, scratch, rows)",
                                    name(k),
                                    k.slice().from(),
                                    k.slice().total())
                            .build());
        }
        if (kernel instanceof ConvolutionForward k && serves(k)) {
            return Optional.of(
                    CodeBlock.builder()
                            .addStatement(
                                    "$L.forward(samples, input, weight, $L, output, $L, scratch, rows)",
                                    name(k),
                                    k.bias() ? "bias" : "null",
                                    RuntimeCalls.isRelu(k.activation()))
                            .build());
        }
        if (kernel instanceof ConvolutionWeightGradient k && serves(k)) {
            return Optional.of(
                    CodeBlock.builder()
                            .addStatement(
                                    "$L.addWeights(samples, input, outputGradient, weightGradient,"
                                            + " scratch)",
                                    name(k))
                            .build());
        }
        if (kernel instanceof ConvolutionInputGradient k && serves(k)) {
            return Optional.of(
                    CodeBlock.builder()
                            .addStatement(
                                    "$L.input(samples, outputGradient, weight, inputGradient,"
                                            + " scratch)",
                                    name(k))
                            .build());
        }
        return Optional.empty();
    }

    private static boolean serves(MaxPoolForward k) {
        Window w = k.window();
        return Math.max(w.kernel().rows(), w.kernel().columns()) <= SIDE
                && w.dilation().equals(Pair.ONE)
                && w.padding().top() < w.kernel().rows()
                && w.padding().bottom() < w.kernel().rows()
                && w.padding().left() < w.kernel().columns()
                && w.padding().right() < w.kernel().columns();
    }

    static boolean serves(ConvolutionForward k) {
        return isDepthwise(k.window(), k.groups(), k.filters())
                && k.slice().isWhole()
                && !k.window().padding().isNone()
                && RuntimeCalls.isSimple(k.activation());
    }

    private static boolean serves(ConvolutionWeightGradient k) {
        return isDepthwise(k.window(), k.groups(), k.filters()) && isNear(k.window());
    }

    private static boolean serves(ConvolutionInputGradient k) {
        return isDepthwise(k.window(), k.groups(), k.filters()) && isNear(k.window());
    }

    /** Whether each window meets the input or its border. */
    private static boolean isNear(Window w) {
        return w.padding().top() < SIDE && w.padding().left() < SIDE;
    }

    /** Whether windows are 3x3, and each channel has a filter of its own. */
    private static boolean isDepthwise(Window w, int groups, int filters) {
        int channels = w.input().channels();
        return w.kernel().equals(new Pair(SIDE, SIDE))
                && w.dilation().equals(Pair.ONE)
                && groups == channels
                && filters == channels
                && channels % MOST_LANES == 0;
    }

    /** Floats of working memory that the call needs. */
    static int scratch(Kernel kernel) {
        if (kernel instanceof MaxPoolForward k && serves(k)) {
            return k.window().input().width() * k.window().input().channels();
        }
        if (kernel instanceof ConvolutionForward k && serves(k)) {
            Window w = k.window();
            return w.stride().columns() == 1
                    ? Math.max(SMALL_MAP, (SIDE * columns(w) + SIDE * SIDE + 1) * MOST_LANES)
                    : (w.input().width() + SIDE * SIDE + 1) * w.input().channels();
        }
        if (kernel instanceof ConvolutionWeightGradient k && serves(k)) {
            return SIDE * columns(k.window()) * MOST_LANES;
        }
        if (kernel instanceof ConvolutionInputGradient k && serves(k)) {
            int columns = k.window().input().width() + SIDE - 1;
            return (SIDE * columns + SIDE * SIDE + 1) * MOST_LANES;
        }
        return 0;
    }

    /** Columns of a row of windows. */
    private static int columns(Window w) {
        return (w.outputColumns() - 1) * w.stride().columns() + SIDE;
    }
}
