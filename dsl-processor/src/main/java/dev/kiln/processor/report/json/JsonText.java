package dev.kiln.processor.report.json;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Text of a JSON value (RFC 8259) that is made of maps, lists, texts, numbers and Booleans. */
final class JsonText {

    private static final int PRINTABLE = 0x20;

    private final StringBuilder text = new StringBuilder();

    private JsonText() {}

    /** With an indentation of two for each level; objects without objects inside lie in a line. */
    static String of(Object value) {
        JsonText writer = new JsonText();
        writer.write(value, "\n");
        return writer.text.append('\n').toString();
    }

    private void write(Object value, String line) {
        if (value instanceof Map<?, ?> map) {
            writeMap(map, line);
        } else if (value instanceof List<?> list) {
            writeList(list, line);
        } else if (value instanceof CharSequence some) {
            writeText(some);
        } else {
            text.append(value);
        }
    }

    private void writeMap(Map<?, ?> map, String line) {
        boolean flat = map.values().stream().allMatch(JsonText::isFlat);
        String inside = flat ? "" : line + "  ";
        text.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            text.append(inside);
            writeText((CharSequence) entry.getKey());
            text.append(": ");
            write(entry.getValue(), inside);
            text.append(entries.hasNext() ? "," + (flat ? " " : "") : flat ? "" : line);
        }
        text.append('}');
    }

    private static boolean isFlat(Object value) {
        return !(value instanceof Map<?, ?>)
                && (!(value instanceof List<?> list)
                        || list.stream().allMatch(Number.class::isInstance));
    }

    private void writeList(List<?> list, String line) {
        boolean flat = list.stream().allMatch(Number.class::isInstance);
        String inside = flat ? "" : line + "  ";
        text.append('[');
        for (int i = 0; i < list.size(); i++) {
            text.append(i == 0 ? "" : flat ? ", " : ",").append(inside);
            write(list.get(i), inside);
        }
        text.append(flat ? "" : line).append(']');
    }

    private void writeText(CharSequence some) {
        text.append('"');
        int plain = 0;
        for (int i = 0; i < some.length(); i++) {
            char c = some.charAt(i);
            if (c == '"' || c == '\\' || c < PRINTABLE) {
                text.append(some, plain, i);
                escape(c);
                plain = i + 1;
            }
        }
        text.append(some, plain, some.length()).append('"');
    }

    private void escape(char c) {
        if (c == '\n') {
            text.append("\\n");
        } else if (c < PRINTABLE) {
            text.append("\\u00").append(hex(c >> 4)).append(hex(c));
        } else {
            text.append('\\').append(c);
        }
    }

    private static char hex(int digit) {
        return Character.forDigit(digit & 15, 16);
    }
}
