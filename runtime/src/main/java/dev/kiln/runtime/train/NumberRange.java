package dev.kiln.runtime.train;

/** Numbers that a field of a checkpoint may have. */
enum NumberRange {
    /** Not NaN, not infinite. */
    FINITE("a finite number"),
    /** Finite, at least 0. */
    NOT_NEGATIVE("a finite number, at least 0"),
    /** Finite, above 0. */
    POSITIVE("a finite number above 0"),
    /** From 0 to 1, or NaN where there is none. */
    SHARE("a number from 0 to 1, or none"),
    /** Anything: what was measured may have been infinite, or not measured. */
    ANY("a number"),
    /** The lowest so far, or infinity before the first. */
    LOWEST("a number, or infinity");

    private final String words;

    NumberRange(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    boolean contains(double number) {
        return switch (this) {
            case FINITE -> Double.isFinite(number);
            case NOT_NEGATIVE -> Double.isFinite(number) && number >= 0;
            case POSITIVE -> Double.isFinite(number) && number > 0;
            case SHARE -> Double.isNaN(number) || (number >= 0 && number <= 1);
            case ANY -> true;
            case LOWEST -> !Double.isNaN(number) && number != Double.NEGATIVE_INFINITY;
        };
    }
}
