package dev.kiln.runtime.weights;

import java.io.IOException;

/**
 * Reads the few forms of JSON that occur in a safetensors header, one after the other: objects,
 * arrays, strings and whole numbers. It never recurses, so no input can exhaust the stack.
 */
final class JsonCursor {

    private final String text;
    private final int length;
    private int position;

    JsonCursor(String text) {
        this.text = text;
        this.length = text.length();
    }

    /** Skips white space, then consumes {@code c} if it comes next. */
    boolean accept(char c) {
        while (position < length && isSpace(text.charAt(position))) {
            position++;
        }
        if (position < length && text.charAt(position) == c) {
            position++;
            return true;
        }
        return false;
    }

    /** Consumes {@code c}, which must come next. */
    void expect(char c) throws IOException {
        if (!accept(c)) {
            throw error("expected '" + c + "'");
        }
    }

    /** Only white space may follow. */
    void expectEnd() throws IOException {
        accept('\0');
        if (position != length) {
            throw error("unexpected text after the end");
        }
    }

    /** A number from 0 to 2^63 - 1 without sign, fraction or exponent. */
    long number() throws IOException {
        accept('\0');
        int start = position;
        long value = 0;
        while (position < length && isDigit(text.charAt(position))) {
            int digit = text.charAt(position++) - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                throw error("number too large");
            }
            value = value * 10 + digit;
        }
        if (position == start || (position - start > 1 && text.charAt(start) == '0')) {
            throw error("expected a whole number");
        }
        return value;
    }

    /** A string in double quotes. */
    String string() throws IOException {
        expect('"');
        int start = position;
        int end = position;
        while (end < length && isPlain(text.charAt(end))) {
            end++;
        }
        position = end;
        if (end < length && text.charAt(end) == '"') { // as usual: nothing was escaped
            position++;
            return text.substring(start, end);
        }
        return string(new StringBuilder().append(text, start, end));
    }

    /** The rest of a string, after what has been read of it. */
    private String string(StringBuilder value) throws IOException {
        while (true) {
            char c = next();
            if (c == '"') {
                return value.toString();
            }
            if (c < ' ') {
                throw error("control character in a string");
            }
            value.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() throws IOException {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int code = 0;
                for (int i = 0; i < 4; i++) {
                    int digit = hexadecimal(next());
                    if (digit < 0) {
                        throw error("bad \\u escape");
                    }
                    code = code << 4 | digit;
                }
                yield (char) code;
            }
            default -> throw error("bad escape");
        };
    }

    private char next() throws IOException {
        if (position >= length) {
            throw error("unexpected end");
        }
        return text.charAt(position++);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r';
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c != '"' && c != '\\';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int hexadecimal(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    IOException error(String what) {
        return new IOException("damaged header: " + what + " at character " + position);
    }
}
