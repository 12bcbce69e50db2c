package dev.kiln.processor.operation;

import dev.kiln.processor.graph.InputScaling;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Window;
import java.util.List;
import java.util.Locale;

/** Layers in a few words, as tables, comments and errors name them. */
public final class Descriptions implements OperationVisitor<String> {

    private Descriptions() {}

    /** {@code conv 5x5, 6 filters, relu}. */
    public static String of(Operation operation) {
        return operation.accept(new Descriptions());
    }

    @Override
    public String visit(ActivationOp operation) {
        return of(operation.activation());
    }

    @Override
    public String visit(AdditionOp operation) {
        return "plus " + operation.what() + suffix(operation.activation());
    }

    @Override
    public String visit(ConcatenationOp operation) {
        return operation.inputs().size() + " branches joined";
    }

    @Override
    public String visit(ConvolutionOp operation) {
        int filters = operation.output().shape().channels();
        return convolution(operation.window(), operation.groups(), filters)
                + suffix(operation.activation());
    }

    @Override
    public String visit(DenseOp operation) {
        int units = operation.output().shape().size();
        return "dense, " + units + " units" + suffix(operation.activation());
    }

    @Override
    public String visit(DropoutOp operation) {
        return "dropout " + operation.rate();
    }

    @Override
    public String visit(NormalizationOp operation) {
        return "batch norm"
                + (operation.epsilon() == 1e-5f ? "" : ", epsilon " + operation.epsilon())
                + operation.addend().map(a -> ", plus " + a.name()).orElse("")
                + suffix(operation.activation());
    }

    @Override
    public String visit(PoolingOp operation) {
        return pool(operation.type().name().toLowerCase(Locale.ROOT), operation.window());
    }

    @Override
    public String visit(ScalingOp operation) {
        InputScaling scaling = operation.scaling();
        return "scaled by " + numbers(scaling.factor()) + ", plus " + numbers(scaling.offset());
    }

    private static String numbers(List<Float> numbers) {
        return numbers.stream().distinct().count() == 1
                ? numbers.get(0).toString()
                : numbers.toString();
    }

    public static String convolution(Window window, int groups, int filters) {
        String kind =
                groups == 1
                        ? "conv "
                        : groups == window.input().channels() ? "depth-wise conv " : "conv ";
        String grouped =
                groups == 1 || groups == window.input().channels() ? "" : ", " + groups + " groups";
        return kind + geometry(window, Pair.ONE) + ", " + filters + " filters" + grouped;
    }

    private static String pool(String kind, Window window) {
        return kind + " pool " + geometry(window, window.kernel());
    }

    /** Kernel size, and stride, dilation and padding where they aren't the usual ones. */
    private static String geometry(Window window, Pair usualStride) {
        String text = window.kernel().toString();
        if (!window.stride().equals(usualStride)) {
            text += ", stride " + shortest(window.stride());
        }
        if (!window.dilation().equals(Pair.ONE)) {
            text += ", dilation " + shortest(window.dilation());
        }
        if (!window.padding().isNone()) {
            text += ", padding " + window.padding();
        }
        return text;
    }

    private static String shortest(Pair pair) {
        return pair.rows() == pair.columns() ? Integer.toString(pair.rows()) : pair.toString();
    }

    public static String suffix(Activation activation) {
        return activation.isNone() ? "" : ", " + of(activation);
    }

    public static String of(Activation activation) {
        String name =
                switch (activation.kind()) {
                    case LEAKY_RELU -> "leaky relu";
                    case GELU_TANH -> "gelu (tanh)";
                    default -> activation.kind().name().toLowerCase(Locale.ROOT);
                };
        return activation.kind() == Activation.Kind.LEAKY_RELU
                        || activation.kind() == Activation.Kind.ELU
                ? name + " " + activation.parameter()
                : name;
    }
}
