package dev.kiln.processor.graph.kernel;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Activations and per-channel numbers in the names and comments of kernels. */
final class ElementwiseNames {

    /** Longer lists are told apart by their hash, so that names stay readable. */
    private static final int SHORT_LIST = 4;

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

    /** One number where all are equal, all where they are few. */
    static String numbers(List<Float> numbers) {
        if (numbers.stream().distinct().count() == 1) {
            return KernelNames.number(numbers.get(0));
        }
        if (numbers.size() <= SHORT_LIST) {
            return numbers.stream().map(KernelNames::number).collect(Collectors.joining("And"));
        }
        return "Of" + numbers.size() + "x" + Integer.toHexString(numbers.hashCode());
    }
}
