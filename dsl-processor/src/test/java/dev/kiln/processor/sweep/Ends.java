package dev.kiln.processor.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Values at the ends of each type, as they are written in Java. */
final class Ends {

    private static final List<String> INTEGERS =
            List.of("0", "1", "-1", "65536", "2147483647", "-2147483648");

    private static final List<String> LONGS =
            List.of("0", "1", "-1", "65536", "9223372036854775807L", "-9223372036854775808L");

    private static final List<String> NUMBERS =
            List.of(
                    "0",
                    "-0.0",
                    "1",
                    "-1",
                    "65536",
                    "0.0 / 0",
                    "1.0 / 0",
                    "-1.0 / 0",
                    "4.9E-324",
                    "1E-46",
                    "1E-40",
                    "0.9999999999999999",
                    "Float.MAX_VALUE",
                    "1E39",
                    "-1E39",
                    "Double.MAX_VALUE",
                    "-Double.MAX_VALUE");

    private static final List<String> FLOATS =
            NUMBERS.stream().map(n -> "(float) (" + n + ")").toList();

    private static final List<String> TEXTS =
            List.of(
                    "\"\"",
                    "\" \"",
                    "\"\\n\\r\\t\\0\\u001a\\u007f\"",
                    "\"\\\"; throw null; //\"",
                    "\"\\\\u0041 \\\\ \\\\\\\\ $L $$ */ <b>&amp;</b> @see\"",
                    "\"gr\\u00f6\\u00dfe \\ud83d\\ude00 \\ud800\"",
                    "\"x\" + \"" + "0123456789".repeat(500) + "\"");

    private Ends() {}

    /** Empty for types that have no ends. */
    static List<String> of(Class<?> type) {
        if (type.isArray()) {
            Class<?> element = type.getComponentType();
            return arrays(of(element), element == String.class ? "\"plain\"" : "1");
        }
        if (type == int.class) {
            return INTEGERS;
        } else if (type == long.class) {
            return LONGS;
        } else if (type == double.class) {
            return NUMBERS;
        } else if (type == float.class) {
            return FLOATS;
        } else if (type == String.class) {
            return TEXTS;
        } else if (type == boolean.class) {
            return List.of("true", "false");
        } else if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(e -> type.getCanonicalName() + "." + ((Enum<?>) e).name())
                    .toList();
        }
        return List.of();
    }

    /** None, each alone, beside an ordinary one on both sides, twice, three, four and many. */
    private static List<String> arrays(List<String> elements, String ordinary) {
        List<String> arrays = new ArrayList<>(List.of("{}"));
        for (String e : elements) {
            arrays.add("{" + e + "}");
            arrays.add("{" + e + ", " + ordinary + "}");
            arrays.add("{" + ordinary + ", " + e + "}");
        }
        String last = elements.get(elements.size() - 2);
        arrays.add("{" + last + ", " + last + "}");
        arrays.add("{" + ordinary + ", " + ordinary + ", " + last + "}");
        arrays.add("{" + last + ", " + ordinary + ", " + ordinary + ", " + ordinary + "}");
        arrays.add("{" + String.join(", ", elements) + "}");
        arrays.add("{" + (ordinary + ", ").repeat(300) + last + "}");
        return arrays;
    }

    /** A value that most attributes take. */
    static String ordinary(Class<?> type) {
        if (type.isArray()) {
            return "{" + ordinary(type.getComponentType()) + "}";
        }
        if (type == int.class || type == long.class) {
            return "4";
        } else if (type == double.class || type == float.class) {
            return "0.5f";
        }
        return of(type).get(0);
    }
}
