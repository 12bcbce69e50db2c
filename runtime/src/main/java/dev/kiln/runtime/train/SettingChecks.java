package dev.kiln.runtime.train;

/** Ranges of the numbers that people set. */
final class SettingChecks {

    private SettingChecks() {}

    static void positive(String name, double value) {
        require(value > 0 && value < Double.POSITIVE_INFINITY, name, value, "above 0");
    }

    static void notNegative(String name, double value) {
        require(value >= 0 && value < Double.POSITIVE_INFINITY, name, value, "0 or above");
    }

    static void fraction(String name, double value) {
        require(value >= 0 && value < 1, name, value, "from 0 to below 1");
    }

    static int atLeastOne(String name, int value) {
        require(value >= 1, name, value, "at least 1");
        return value;
    }

    private static void require(boolean holds, String name, Number value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "the " + name + " is " + value + ", expected " + expected);
        }
    }
}
