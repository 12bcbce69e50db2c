package dev.kiln.runtime.data;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * Rules for missing numbers in a CSV file. There is no mean of the column among the rules: it would
 * be another one for each file, and the predictor would not know it. Write the mean of the training
 * data as the value.
 */
public final class Missing {

    private final boolean skips;
    private final float value;
    private final Map<String, Float> values;

    private Missing(boolean skips, float value, Map<String, Float> values) {
        this.skips = skips;
        this.value = value;
        this.values = Map.copyOf(values);
        check(value);
        this.values.values().forEach(Missing::check);
    }

    private static void check(float value) {
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException(
                    "the value for missing ones is " + value + ", expected a number");
        }
    }

    /** Lines in which an input or something wanted is missing are left out. */
    public static Missing skip() {
        return new Missing(true, 0, Map.of());
    }

    /**
     * Missing inputs have this value; something wanted must be there.
     *
     * @throws IllegalArgumentException if it is NaN or infinite
     */
    public static Missing value(float value) {
        return new Missing(false, value, Map.of());
    }

    /**
     * Missing inputs have the values of their columns; in other columns nothing may be missing.
     *
     * @param values by name of the column
     * @throws IllegalArgumentException if there is no value, or one is NaN or infinite
     */
    public static Missing values(Map<String, Float> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("there is a value for no column");
        }
        return new Missing(false, 0, values);
    }

    boolean skips() {
        return skips;
    }

    /** Columns that have a value of their own. */
    Iterable<String> columns() {
        return values.keySet();
    }

    /** Numbers that stand in columns for missing inputs; empty if nothing may be missing. */
    OptionalDouble of(String column) {
        Float own = values.get(column);
        if (own != null) {
            return OptionalDouble.of(own);
        }
        return values.isEmpty() && !skips ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
