package dev.kiln.processor.emit.code;

/**
 * Builds the text of a linear index, {@code row * 168 + column * 6 + 3}, without terms that are
 * zero.
 */
public final class Index {

    private final StringBuilder text = new StringBuilder();
    private int constant;

    public static Index of(String variable, int factor) {
        return new Index().plus(variable, factor);
    }

    public static Index of(int constant) {
        return new Index().plus(constant);
    }

    /** Adds {@code factor * variable}; a variable that is a number is added as one. */
    public Index plus(String variable, int factor) {
        if (Character.isDigit(variable.charAt(0))) {
            return plus(Integer.parseInt(variable) * factor);
        }
        if (factor != 0) {
            sign(factor);
            text.append(variable);
            if (Math.abs(factor) != 1) {
                text.append(" * ").append(Math.abs(factor));
            }
        }
        return this;
    }

    public Index plus(int number) {
        constant += number;
        return this;
    }

    private void sign(int factor) {
        if (text.length() > 0) {
            text.append(factor < 0 ? " - " : " + ");
        } else if (factor < 0) {
            text.append("-");
        }
    }

    @Override
    public String toString() {
        if (text.length() == 0) {
            return Integer.toString(constant);
        }
        if (constant == 0) {
            return text.toString();
        }
        return text + (constant < 0 ? " - " : " + ") + Math.abs(constant);
    }
}
