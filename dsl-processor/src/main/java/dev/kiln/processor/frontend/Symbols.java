package dev.kiln.processor.frontend;

import dev.kiln.Sizes;
import java.util.Optional;

/**
 * Recognizes numbers that are arithmetic with {@link Sizes#WIDTH} or {@link Sizes#IN}: javac folds
 * constants before a processor sees them.
 */
final class Symbols {

    /** WIDTH can be divided by everything up to this. */
    private static final int LARGEST_DIVISOR = 16;

    /** Parts with such divisors are at least twice as far apart, so that sums can be told apart. */
    private static final int LARGEST_SUMMAND = 4_096;

    private Symbols() {}

    /**
     * {@code symbol * numerator / denominator + plus}.
     *
     * @param ofInput whether the symbol is IN, else it is WIDTH
     */
    record Product(boolean ofInput, int numerator, int denominator, int plus) {}

    /** What the number was before javac computed it; empty for an ordinary number. */
    static Optional<Product> of(int value) {
        if (Math.abs((long) value) <= LARGEST_SUMMAND) {
            return Optional.empty();
        }
        for (int divisor = 1; divisor <= LARGEST_DIVISOR; divisor++) {
            long part = Sizes.WIDTH / divisor;
            long times = Math.round((double) value / part);
            long rest = value - times * part;
            if (times != 0 && Math.abs(rest) <= LARGEST_SUMMAND) {
                return Optional.of(
                        new Product(
                                value < 0, (int) Math.abs(times), divisor, Math.toIntExact(rest)));
            }
        }
        return Optional.empty();
    }

    /** Whether the value is arithmetic with WIDTH or IN, or STRIDE as a stride. */
    static boolean isSymbolic(String attribute, int value) {
        return (attribute.equals("stride") && value == Sizes.STRIDE) || of(value).isPresent();
    }
}
