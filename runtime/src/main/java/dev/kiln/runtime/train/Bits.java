package dev.kiln.runtime.train;

/** Floating-point numbers as texts that give every bit back. */
final class Bits {

    private Bits() {}

    static String text(double number) {
        return Long.toHexString(Double.doubleToRawLongBits(number));
    }

    static double number(String text) {
        return Double.longBitsToDouble(Long.parseUnsignedLong(text, 16));
    }
}
