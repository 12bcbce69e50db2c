package dev.kiln.processor.operation;

import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Window;
import java.util.List;
import java.util.Locale;

/** Words that {@linkplain Operation#description descriptions} of operations are made of. */
public final class Descriptions {

    private Descriptions() {}

    /** One number where all are equal. */
    static String numbers(List<Float> numbers) {
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

    static String pool(String kind, Window window) {
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
