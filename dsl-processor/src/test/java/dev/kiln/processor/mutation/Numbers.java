package dev.kiln.processor.mutation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Arithmetic as it is written in annotations, with symbols that have values. */
final class Numbers {

    private final String text;
    private final Map<String, Integer> symbols;
    private int at;

    private Numbers(String text, Map<String, Integer> symbols) {
        this.text = text.replaceAll("\\s", "");
        this.symbols = symbols;
    }

    /** One number, or those between braces; a symbol without a value makes it invalid. */
    static List<Integer> of(String text, Map<String, Integer> symbols) {
        String stripped = text.strip();
        if (!stripped.startsWith("{")) {
            return List.of(new Numbers(stripped, symbols).sum());
        }
        String inside = stripped.substring(1, stripped.length() - 1).strip();
        return inside.isEmpty()
                ? List.of()
                : Arrays.stream(inside.split(","))
                        .map(part -> new Numbers(part, symbols).sum())
                        .toList();
    }

    private int sum() {
        int value = product();
        while (at < text.length() && "+-".indexOf(text.charAt(at)) >= 0) {
            boolean plus = text.charAt(at++) == '+';
            value = plus ? Math.addExact(value, product()) : Math.subtractExact(value, product());
        }
        return value;
    }

    private int product() {
        int value = factor();
        while (at < text.length() && "*/".indexOf(text.charAt(at)) >= 0) {
            boolean times = text.charAt(at++) == '*';
            int other = factor();
            Invalid.unless(times || value % other == 0, text + " is no whole number");
            value = times ? Math.multiplyExact(value, other) : value / other;
        }
        return value;
    }

    private int factor() {
        if (text.charAt(at) == '-') {
            at++;
            return -factor();
        }
        int start = at;
        while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        String word = text.substring(start, at);
        if (Character.isDigit(word.charAt(0))) {
            return Integer.parseInt(word);
        }
        Invalid.unless(symbols.containsKey(word), word + " has no value");
        return symbols.get(word);
    }
}
