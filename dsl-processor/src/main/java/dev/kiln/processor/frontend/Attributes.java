package dev.kiln.processor.frontend;

import dev.kiln.Sizes;
import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Expression;
import dev.kiln.processor.diagnostic.Fix;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.shape.Padding;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.layer.attribute.Amount;
import dev.kiln.processor.layer.attribute.PaddingRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The kinds of values that several layers share, checked as they are read; what is wrong is
 * reported and replaced.
 */
final class Attributes {

    private Attributes() {}

    /** A whole number of at least 1; WIDTH may be part of it. */
    static int positive(AnnotationReader a, String attribute) {
        Amount amount = amount(a, attribute);
        if (amount.numerator() != 0) {
            a.error(
                    Code.SIZE,
                    attribute,
                    "IN can't be used in `" + attribute + "`: it has a meaning for each layer only",
                    ValueFixes.usual(a, attribute));
            return 1;
        }
        return amount.plus();
    }

    /** A whole number of at least 1, of which WIDTH or IN may be part. */
    static Amount amount(AnnotationReader a, String attribute) {
        int value = a.integer(attribute);
        Optional<Symbols.Product> product = Symbols.of(value);
        if (product.isPresent() && product.get().ofInput()) {
            Symbols.Product p = product.get();
            return Amount.ofInput(p.numerator(), p.denominator(), p.plus());
        }
        int number = product.map(p -> width(a, attribute, p)).orElse(value);
        if (number < 1) {
            a.error(
                    Code.ATTRIBUTE_VALUE,
                    attribute,
                    "`" + attribute + "` is " + number + "; it must be at least 1",
                    ValueFixes.positive(a, attribute, number));
            return Amount.of(1);
        }
        return product.isPresent() ? Amount.ofWidth(number) : Amount.of(number);
    }

    private static int width(AnnotationReader a, String attribute, Symbols.Product p) {
        if (a.use().width().isEmpty()) {
            a.error(
                    Code.SIZE,
                    attribute,
                    "WIDTH has no value here: it is what a @Stage gives to its block",
                    a.write(
                            attribute,
                            Expression.of(StageUse.USUAL_WIDTH * p.numerator() / p.denominator())));
            return 1;
        }
        int width = a.use().width().getAsInt();
        if ((long) width * p.numerator() % p.denominator() != 0) {
            a.error(
                    Code.SIZE,
                    attribute,
                    "`"
                            + attribute
                            + "` is "
                            + (p.numerator() == 1 ? "WIDTH" : p.numerator() + " * WIDTH")
                            + " / "
                            + p.denominator()
                            + ", which is no whole number for a width of "
                            + width);
            return 1;
        }
        long number = (long) width * p.numerator() / p.denominator() + p.plus();
        if (number > Integer.MAX_VALUE) {
            a.error(
                    Code.SIZE,
                    attribute,
                    "`"
                            + attribute
                            + "` is "
                            + number
                            + " for a width of "
                            + width
                            + ", which is more than a Java array holds");
            return 1;
        }
        return (int) number;
    }

    /** The stride of a stage; STRIDE where the stage itself is inside of another. */
    static int stride(AnnotationReader a) {
        return a.integer("stride") == Sizes.STRIDE
                ? stride(a, "stride", Sizes.STRIDE)
                : positive(a, "stride");
    }

    private static int stride(AnnotationReader a, String attribute, int value) {
        if (!attribute.equals("stride") || value != Sizes.STRIDE) {
            return value;
        }
        if (a.use().stride().isEmpty()) {
            a.error(
                    Code.SIZE,
                    attribute,
                    "STRIDE has no value here: it is what a @Stage gives to its block",
                    a.write(attribute, Expression.of(2)),
                    a.write(attribute, Expression.of(1)));
            return 1;
        }
        return a.use().stride().getAsInt();
    }

    /** One number for both axes, or one for rows and one for columns; each at least 1. */
    static Pair pair(AnnotationReader a, String attribute) {
        List<Integer> values = new ArrayList<>();
        a.integers(attribute).forEach(v -> values.add(stride(a, attribute, v)));
        if (values.isEmpty() || values.size() > 2) {
            a.error(
                    Code.ATTRIBUTE_COUNT,
                    attribute,
                    "`"
                            + attribute
                            + "` has "
                            + values.size()
                            + " numbers; it takes 1, or 2: rows, columns",
                    ValueFixes.pairOf(a, attribute, values));
            return Pair.ONE;
        }
        for (int value : values) {
            if (Symbols.of(value).isPresent()) {
                noSize(a, attribute);
                return Pair.ONE;
            }
            if (value < 1) {
                a.error(
                        Code.ATTRIBUTE_VALUE,
                        attribute,
                        "`" + attribute + "` is " + value + "; it must be at least 1",
                        ValueFixes.positive(a, attribute, values));
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
                            + " or 4: top, bottom, left, right",
                    ValueFixes.paddings(a, p));
            return PaddingRule.valid();
        }
        for (int value : p) {
            if (Symbols.isSymbolic("padding", value)) {
                noSize(a, "padding");
                return PaddingRule.valid();
            }
            if (value < 0) {
                a.error(
                        Code.ATTRIBUTE_VALUE,
                        "padding",
                        value == Sizes.SAME || value == Sizes.VALID
                                ? "SAME and VALID stand alone in `padding`"
                                : "`padding` is " + value + "; it can't be negative",
                        ValueFixes.padding(a, p));
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
        unused(a, "slope", attribute, kind, Activation.Kind.LEAKY_RELU);
        unused(a, "alpha", attribute, kind, Activation.Kind.ELU);
        String parameter =
                switch (kind) {
                    case LEAKY_RELU -> "slope";
                    case ELU -> "alpha";
                    default -> "";
                };
        if (parameter.isEmpty()) {
            return new Activation(kind, 0);
        }
        return new Activation(kind, (float) notNegative(a, parameter));
    }

    private static void unused(
            AnnotationReader a,
            String attribute,
            String chosenBy,
            Activation.Kind kind,
            Activation.Kind user) {
        if (kind != user && a.writes(attribute)) {
            a.error(
                    Code.ATTRIBUTE_UNUSED,
                    attribute,
                    "`" + attribute + "` belongs to " + user + ", but the activation is " + kind,
                    kind == Activation.Kind.NONE
                            ? new Fix[] {
                                a.write(chosenBy, Expression.constant(user)), a.erase(attribute)
                            }
                            : ValueFixes.erased(a, attribute));
        }
    }

    private static void noSize(AnnotationReader a, String attribute) {
        a.error(
                Code.SIZE,
                attribute,
                "WIDTH and IN are numbers of channels; `" + attribute + "` takes none",
                attribute.equals("padding")
                        ? a.write(attribute, Expression.SAME)
                        : ValueFixes.usual(a, attribute));
    }

    /** At least 0, and finite as a float, which is what generated code computes with. */
    static double notNegative(AnnotationReader a, String attribute) {
        double value = a.number(attribute);
        if (!(value >= 0) || !Float.isFinite((float) value)) {
            String range =
                    value > Float.MAX_VALUE
                            ? "; it must be a finite float"
                            : "; it must be 0 or more";
            a.error(
                    Code.ATTRIBUTE_VALUE,
                    attribute,
                    "`" + attribute + "` is " + Expression.of(value).text() + range,
                    ValueFixes.notNegative(a, attribute, value));
            return 0;
        }
        return value;
    }

    /** At least 0 and below 1, also as a float, which is what generated code computes with. */
    static double share(AnnotationReader a, String attribute) {
        double value = a.number(attribute);
        if (!(value >= 0 && (float) value < 1)) {
            a.error(
                    Code.ATTRIBUTE_VALUE,
                    attribute,
                    "`"
                            + attribute
                            + "` is "
                            + Expression.of(value).text()
                            + "; it must be at least 0 and below 1",
                    ValueFixes.share(a, attribute, value));
            return 0;
        }
        return value;
    }
}
