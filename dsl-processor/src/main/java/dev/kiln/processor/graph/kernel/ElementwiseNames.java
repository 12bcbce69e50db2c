package dev.kiln.processor.graph.kernel;

import java.util.Locale;

/** Activations in the names and comments of kernels. */
final class ElementwiseNames {

    private ElementwiseNames() {}

    /** {@code leakyRelu0_2}, the beginning of a method's name. */
    static String method(Activation a) {
        String name = KernelNames.activation(a);
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** {@code leaky relu 0.2}. */
    static String words(Activation a) {
        String name = a.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return switch (a.kind()) {
            case LEAKY_RELU, ELU -> name + " " + a.parameter();
            default -> name;
        };
    }
}
