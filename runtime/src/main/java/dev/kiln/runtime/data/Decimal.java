package dev.kiln.runtime.data;

/**
 * Decimal numbers as people and programs write them into tables: a sign, digits, a point, an
 * exponent of ten. Nothing else that Java takes for a number is one here.
 */
final class Decimal {

    /** Powers of ten that a double holds exactly. */
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };

    private static final int EXACT_DIGITS = 15;
    private static final int LARGEST_EXPONENT = 100_000;
    private static final long BELOW_FLOAT = (1L << 29) - 1;
    private static final long MIDPOINT = 1L << 28;

    private Decimal() {}

    /**
     * The nearest float, the same bits as {@link Float#parseFloat}; infinite if it is too large,
     * NaN if these characters are no number.
     */
    static float parse(char[] text, int from, int to, char point) {
        int i = from;
        boolean negative = i < to && text[i] == '-';
        if (negative || (i < to && text[i] == '+')) {
            i++;
        }
        long mantissa = 0;
        int significant = 0;
        int digits = 0;
        int fraction = 0;
        boolean behind = false;
        for (; i < to; i++) {
            int digit = text[i] - '0';
            if (digit >= 0 && digit <= 9) {
                digits++;
                fraction += behind ? 1 : 0;
                significant += mantissa > 0 || digit > 0 ? 1 : 0;
                mantissa = significant > EXACT_DIGITS ? mantissa : 10 * mantissa + digit;
            } else if (text[i] == point && !behind) {
                behind = true;
            } else {
                break;
            }
        }
        if (digits == 0) {
            return Float.NaN;
        }
        int exponent = 0;
        if (i < to) {
            exponent = exponent(text, i, to);
            if (exponent == Integer.MIN_VALUE) {
                return Float.NaN;
            }
        }
        int power = exponent - fraction;
        if (mantissa == 0) {
            return negative ? -0f : 0f;
        }
        if (significant <= EXACT_DIGITS && Math.abs(power) < POWERS.length) {
            // Both are exact, so their product or quotient is the double nearest to the number.
            double nearest = power < 0 ? mantissa / POWERS[-power] : mantissa * POWERS[power];
            // To round twice is to round once, but for a double in the middle of two floats; none
            // of these is so small that floats have fewer bits.
            if ((Double.doubleToRawLongBits(nearest) & BELOW_FLOAT) != MIDPOINT) {
                return (float) (negative ? -nearest : nearest);
            }
        }
        String whole = new String(text, from, to - from);
        return Float.parseFloat(point == '.' ? whole : whole.replace(point, '.'));
    }

    /** From its letter on; the smallest int if it is none. */
    private static int exponent(char[] text, int from, int to) {
        int i = from + 1;
        if (text[from] != 'e' && text[from] != 'E') {
            return Integer.MIN_VALUE;
        }
        boolean negative = i < to && text[i] == '-';
        if (negative || (i < to && text[i] == '+')) {
            i++;
        }
        if (i == to) {
            return Integer.MIN_VALUE;
        }
        int exponent = 0;
        for (; i < to; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return Integer.MIN_VALUE;
            }
            exponent = Math.min(LARGEST_EXPONENT, 10 * exponent + digit);
        }
        return negative ? -exponent : exponent;
    }
}
