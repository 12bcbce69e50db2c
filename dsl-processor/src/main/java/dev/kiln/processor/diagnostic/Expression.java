package dev.kiln.processor.diagnostic;

import dev.kiln.Sizes;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A value as it is written in an annotation.
 *
 * @param value a number, a Boolean, a list of numbers, or the name of a constant of an enum
 */
public record Expression(String text, Object value) {

    /** Padding that keeps the size of a map. */
    public static final Expression SAME = new Expression("SAME", Sizes.SAME);

    /** No padding. */
    public static final Expression VALID = new Expression("VALID", Sizes.VALID);

    /** As many channels as come in. */
    public static final Expression IN = new Expression("IN", Sizes.IN);

    public static Expression of(int number) {
        return new Expression(Integer.toString(number), number);
    }

    /** {@code 0.5}; whole numbers without a point, {@code 1}; small ones as {@code 1e-4}. */
    public static Expression of(double number) {
        return new Expression(text(number), number);
    }

    private static String text(double number) {
        if (number == Math.rint(number) && Math.abs(number) < 1e6) {
            return Long.toString((long) number);
        }
        String digits = Double.toString(number);
        return Double.isFinite(number) ? digits.replace(".0E", "e").replace('E', 'e') : digits;
    }

    public static Expression of(boolean flag) {
        return new Expression(Boolean.toString(flag), flag);
    }

    /** One number for both axes where they are equal: {@code 3}, else <code>{1, 3}</code>. */
    public static Expression of(int rows, int columns) {
        return rows == columns ? of(rows) : ofAll(List.of(rows, columns));
    }

    /** <code>{1, 2, 3}</code>. */
    public static Expression ofAll(List<? extends Number> numbers) {
        String text =
                numbers.stream()
                        .map(
                                n ->
                                        n instanceof Integer i
                                                ? of(i).text()
                                                : of(n.doubleValue()).text())
                        .collect(Collectors.joining(", ", "{", "}"));
        return new Expression(text, List.copyOf(numbers));
    }

    /** A constant of an enum. */
    public static Expression constant(Object name) {
        return new Expression(name.toString(), name.toString());
    }
}
