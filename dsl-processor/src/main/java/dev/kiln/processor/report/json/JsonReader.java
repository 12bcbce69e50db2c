package dev.kiln.processor.report.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON text (RFC 8259) as maps, lists, texts, Doubles, Booleans and nulls. The jar is a program
 * that stands alone, so that it brings its own.
 */
public final class JsonReader {

    /** Deeper texts are no reports; they would fill the stack. */
    private static final int DEEPEST = 1000;

    private static final int HEX = 16;
    private static final int CODE_DIGITS = 4;

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * Reads a whole text.
     *
     * @throws JsonException if it is not JSON
     */
    public static Object read(String text) {
        JsonReader reader = new JsonReader(text);
        Object value = reader.value();
        reader.space();
        if (reader.at < text.length()) {
            throw reader.fault("the end");
        }
        return value;
    }

    private Object value() {
        space();
        char c = at < text.length() ? text.charAt(at) : ' ';
        if (c != '{' && c != '[') {
            return c == '"' ? string() : scalar();
        }
        depth++;
        if (depth > DEEPEST) {
            throw fault("no more than " + DEEPEST + " levels");
        }
        Object value = c == '{' ? object() : array();
        depth--;
        return value;
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        at++;
        if (skips('}')) {
            return members;
        }
        do {
            space();
            String name = string();
            expect(':');
            members.put(name, value());
        } while (skips(','));
        expect('}');
        return members;
    }

    private List<Object> array() {
        List<Object> items = new ArrayList<>();
        at++;
        if (skips(']')) {
            return items;
        }
        do {
            items.add(value());
        } while (skips(','));
        expect(']');
        return items;
    }

    private Object scalar() {
        int end = at;
        while (end < text.length() && isPartOfScalar(text.charAt(end))) {
            end++;
        }
        String word = text.substring(at, end);
        boolean number = word.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
        if (!number && !List.of("true", "false", "null").contains(word)) {
            throw fault("a value");
        }
        at = end;
        if (number) {
            return Double.valueOf(word);
        }
        return word.equals("null") ? null : Boolean.valueOf(word);
    }

    private static boolean isPartOfScalar(char c) {
        return "+-.".indexOf(c) >= 0 || Character.isLetterOrDigit(c);
    }

    private String string() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c < ' ') {
                at--;
                throw fault("no control character");
            }
            value.append(c == '\\' ? escaped() : c);
        }
        expect('"');
        return value.toString();
    }

    private char escaped() {
        char c = at < text.length() ? text.charAt(at++) : ' ';
        if (c == 'u') {
            int end = at + CODE_DIGITS;
            if (end > text.length() || !text.substring(at, end).matches("[0-9a-fA-F]{4}")) {
                throw fault("four hexadecimal digits");
            }
            char code = (char) Integer.parseInt(text.substring(at, end), HEX);
            at = end;
            return code;
        }
        int which = "\"\\/bfnrt".indexOf(c);
        if (which < 0) {
            throw fault("an escape");
        }
        return "\"\\/\b\f\n\r\t".charAt(which);
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean skips(char c) {
        space();
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char c) {
        if (!(c == '"' ? at < text.length() && text.charAt(at++) == c : skips(c))) {
            throw fault("`" + c + "`");
        }
    }

    private JsonException fault(String expected) {
        long line = text.substring(0, Math.min(at, text.length())).lines().count();
        return new JsonException("line " + Math.max(1, line) + ": expected " + expected);
    }
}
