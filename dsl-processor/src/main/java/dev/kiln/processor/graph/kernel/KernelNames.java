package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.shape.Padding;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Parts of the names and comments of kernels; what is usual is not said. */
final class KernelNames {

    private KernelNames() {}

    /** The name of a convolution that is computed in {@link WinogradTiling}. */
    static String winograd(Kernel convolution) {
        return prefixed("winograd", convolution.name());
    }

    /** Its comment. */
    static List<String> winogradComment(Kernel convolution) {
        return with(convolution.comment(), "Winograd's F(4x4, 3x3): 36 products for 16 pixels.");
    }

    /** {@code winogradConvolution} of {@code winograd} and {@code convolution}. */
    static String prefixed(String prefix, String name) {
        return prefix + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** A comment with one line more. */
    static List<String> with(List<String> comment, String line) {
        List<String> lines = new ArrayList<>(comment);
        lines.add(line);
        return List.copyOf(lines);
    }

    /** {@code 5x5}, {@code 3x3Stride2x2Padding1}. */
    static String window(Window w) {
        return w.kernel()
                + (w.stride().equals(Pair.ONE) ? "" : "Stride" + w.stride())
                + (w.dilation().equals(Pair.ONE) ? "" : "Dilation" + w.dilation())
                + padding(w.padding());
    }

    static String padding(Padding p) {
        if (p.isNone()) {
            return "";
        }
        if (p.top() == p.bottom() && p.left() == p.right()) {
            return "Padding" + p;
        }
        return "Padding" + p.top() + "_" + p.bottom() + "_" + p.left() + "_" + p.right();
    }

    static String groups(int groups) {
        return groups == 1 ? "" : "Groups" + groups;
    }

    /** {@code Relu}, {@code LeakyRelu0_2}. */
    static String activation(Activation a) {
        StringBuilder name = new StringBuilder();
        if (!a.isNone()) {
            for (String word : a.kind().name().split("_", -1)) {
                name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
            }
        }
        return switch (a.kind()) {
            case LEAKY_RELU, ELU -> name + number(a.parameter());
            default -> name.toString();
        };
    }

    /**
     * A number as part of an identifier: {@code 0.2} is {@code 0_2}, {@code 1e-4} is {@code
     * 1_0Em4}.
     */
    static String number(float value) {
        return Float.toString(value).replace("-", "m").replace('.', '_');
    }

    /** {@code , then relu}. */
    static String then(Activation a) {
        return a.isNone()
                ? ""
                : ", then " + a.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
