package dev.kiln.processor.emit.code;

/** Numbers as they stand in Java source. */
public final class Literal {

    private Literal() {}

    /** {@code 2f}, {@code 0.1f}, {@code 1.0E-4f}. */
    public static String of(float value) {
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException(value + " has no literal");
        }
        String text = Float.toString(value);
        return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + "f";
    }
}
