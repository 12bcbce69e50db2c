package dev.kiln.processor.layer;

import dev.kiln.processor.graph.Pair;
import dev.kiln.processor.graph.Window;
import dev.kiln.processor.graph.kernel.Activation;
import java.util.Locale;

/** Layers in a few words, as tables, comments and errors name them. */
final class Descriptions {

    private Descriptions() {}

    static String convolution(Window window, int groups, int filters) {
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

    static String suffix(Activation activation) {
        return activation.isNone() ? "" : ", " + of(activation);
    }

    static String of(Activation activation) {
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
