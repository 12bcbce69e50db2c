package dev.kiln.processor.frontend;

import dev.kiln.Sizes;
import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.graph.Padding;
import dev.kiln.processor.graph.Pair;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.layer.PaddingRule;
import java.util.List;

/**
 * The kinds of values that several layers share, checked as they are read; what is wrong is
 * reported and replaced.
 */
final class Attributes {

    /** Each becomes a case of a switch, and methods must stay small enough for HotSpot. */
    private static final int MOST_DISTINCT = 100;

    private Attributes() {}

    /** Reports a list of more different numbers than generated code can hold. */
    static void checkDistinct(AnnotationReader a, String attribute) {
        long distinct = a.numbers(attribute).stream().distinct().count();
        if (distinct > MOST_DISTINCT) {
            a.error(
                    Code.NOT_SUPPORTED,
                    attribute,
                    "`"
                            + attribute
                            + "` has "
                            + distinct
                            + " different numbers; more than "
                            + MOST_DISTINCT
                            + " are not supported yet");
        }
    }

    /** A whole number of at least 1. */
    static int positive(AnnotationReader a, String attribute) {
        int value = a.integer(attribute);
        if (Symbols.isSymbolic(attribute, value)) {
            unsupported(a, attribute);
            return 1;
        }
        if (value < 1) {
            a.error(
                    Code.ATTRIBUTE_VALUE,
                    attribute,
                    "`" + attribute + "` is " + value + "; it must be at least 1");
            return 1;
        }
        return value;
    }

    /** One number for both axes, or one for rows and one for columns; each at least 1. */
    static Pair pair(AnnotationReader a, String attribute) {
        List<Integer> values = a.integers(attribute);
        if (values.stream().anyMatch(v -> Symbols.isSymbolic(attribute, v))) {
            unsupported(a, attribute);
            return Pair.ONE;
        }
        if (values.isEmpty() || values.size() > 2) {
            a.error(
                    Code.ATTRIBUTE_COUNT,
                    attribute,
                    "`"
                            + attribute
                            + "` has "
                            + values.size()
                            + " numbers; it takes 1, or 2: rows, columns");
            return Pair.ONE;
        }
        for (int value : values) {
            if (value < 1) {
                a.error(
                        Code.ATTRIBUTE_VALUE,
                        attribute,
                        "`" + attribute + "` is " + value + "; it must be at least 1");
                return Pair.ONE;
            }
        }
        return new Pair(values.get(0), values.get(values.size() - 1));
    }

    /** SAME, VALID, one number, {vertical, horizontal} or {top, bottom, left, right}. */
    static PaddingRule padding(AnnotationReader a) {
        List<Integer> p = a.integers("padding");
        if (p.size() == 1 && p.get(0) == Sizes.SAME) {
            return new PaddingRule.Same();
        }
        if (p.size() == 1 && p.get(0) == Sizes.VALID) {
            return PaddingRule.valid();
        }
        if (p.size() != 1 && p.size() != 2 && p.size() != 4) {
            a.error(
                    Code.ATTRIBUTE_COUNT,
                    "padding",
                    "`padding` has "
                            + p.size()
                            + " numbers; it takes SAME, VALID, 1 number, 2: vertical, horizontal,"
                            + " or 4: top, bottom, left, right");
            return PaddingRule.valid();
        }
        for (int value : p) {
            if (Symbols.isSymbolic("padding", value)) {
                unsupported(a, "padding");
                return PaddingRule.valid();
            }
            if (value < 0) {
                a.error(
                        Code.ATTRIBUTE_VALUE,
                        "padding",
                        value == Sizes.SAME || value == Sizes.VALID
                                ? "SAME and VALID stand alone in `padding`"
                                : "`padding` is " + value + "; it can't be negative");
                return PaddingRule.valid();
            }
        }
        return new PaddingRule.Fixed(
                switch (p.size()) {
                    case 1 -> new Padding(p.get(0), p.get(0), p.get(0), p.get(0));
                    case 2 -> new Padding(p.get(0), p.get(0), p.get(1), p.get(1));
                    default -> new Padding(p.get(0), p.get(1), p.get(2), p.get(3));
                });
    }

    /**
     * The activation with its parameter; {@code slope} and {@code alpha} only where it uses them.
     */
    static Activation activation(AnnotationReader a, String attribute) {
        Activation.Kind kind = Activation.Kind.valueOf(a.constant(attribute));
        unused(a, "slope", kind, Activation.Kind.LEAKY_RELU);
        unused(a, "alpha", kind, Activation.Kind.ELU);
        String parameter =
                switch (kind) {
                    case LEAKY_RELU -> "slope";
                    case ELU -> "alpha";
                    default -> "";
                };
        if (parameter.isEmpty()) {
            return new Activation(kind, 0);
        }
        float value = (float) a.number(parameter);
        if (!Float.isFinite(value) || value < 0) {
            a.error(
                    Code.ATTRIBUTE_VALUE,
                    parameter,
                    "`" + parameter + "` is " + a.number(parameter) + "; it must be 0 or more");
        }
        return new Activation(kind, value);
    }

    private static void unused(
            AnnotationReader a, String attribute, Activation.Kind kind, Activation.Kind user) {
        if (kind != user && a.writes(attribute)) {
            a.error(
                    Code.ATTRIBUTE_UNUSED,
                    attribute,
                    "`" + attribute + "` belongs to " + user + ", but the activation is " + kind);
        }
    }

    private static void unsupported(AnnotationReader a, String attribute) {
        a.error(
                Code.NOT_SUPPORTED,
                attribute,
                "WIDTH, STRIDE and IN have a meaning only inside blocks, which are not supported yet");
    }
}
