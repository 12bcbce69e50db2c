package dev.kiln.processor.layer.attribute;

import dev.kiln.processor.graph.shape.Shape;

/**
 * A number that may depend on how many channels come in: {@code IN * numerator / denominator +
 * plus}.
 *
 * @param numerator 0 where it is just the number {@code plus}
 * @param ofWidth whether the number follows from the WIDTH of a use of a block
 */
public record Amount(int numerator, int denominator, int plus, boolean ofWidth) {

    public static Amount of(int number) {
        return new Amount(0, 1, number, false);
    }

    public static Amount ofWidth(int number) {
        return new Amount(0, 1, number, true);
    }

    /** A multiple, or a part, of the channels that come in. */
    public static Amount ofInput(int numerator, int denominator, int plus) {
        return new Amount(numerator, denominator, plus, false);
    }

    public boolean dependsOnInput() {
        return numerator != 0;
    }

    /** Whether it is a whole number of at least 1. */
    public boolean isWhole(int channels) {
        long value = exact(channels);
        return (long) channels * numerator % denominator == 0 && value >= 1 && !isTooLarge(value);
    }

    /** Whether it is more than an array of Java holds. */
    public boolean isTooLarge(int channels) {
        return isTooLarge(exact(channels));
    }

    private static boolean isTooLarge(long value) {
        return value > Integer.MAX_VALUE;
    }

    public int value(int channels) {
        return Math.toIntExact(exact(channels));
    }

    /** The number in words; as it is written where the input is not known. */
    public String in(Shape input) {
        return dependsOnInput() && !input.known()
                ? toString()
                : Long.toString(exact(input.channels()));
    }

    private long exact(int channels) {
        return (long) channels * numerator / denominator + plus;
    }

    @Override
    public String toString() {
        if (!dependsOnInput()) {
            return Integer.toString(plus);
        }
        String multiple = numerator == 1 ? "IN" : numerator + " * IN";
        String part = denominator == 1 ? multiple : multiple + " / " + denominator;
        return plus == 0 ? part : part + (plus < 0 ? " - " : " + ") + Math.abs(plus);
    }
}
