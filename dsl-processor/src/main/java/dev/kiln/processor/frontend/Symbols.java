package dev.kiln.processor.frontend;

import dev.kiln.Sizes;

/**
 * Recognises numbers that are arithmetic with {@link Sizes#WIDTH}, {@link Sizes#IN} or {@link
 * Sizes#STRIDE}: javac folds constants before a processor sees them.
 */
final class Symbols {

    /** WIDTH can be divided by everything up to this. */
    private static final int LARGEST_DIVISOR = 16;

    private Symbols() {}

    /** Whether the value is a multiple of a part of WIDTH or IN, or STRIDE as a stride. */
    static boolean isSymbolic(String attribute, int value) {
        if (attribute.equals("stride") && value == Sizes.STRIDE) {
            return true;
        }
        for (int divisor = 1; divisor <= LARGEST_DIVISOR; divisor++) {
            if (value != 0 && (long) value * divisor % Sizes.WIDTH == 0) {
                return true;
            }
        }
        return false;
    }
}
