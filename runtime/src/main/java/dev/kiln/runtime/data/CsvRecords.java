package dev.kiln.runtime.data;

import java.io.IOException;
import java.util.Arrays;

/**
 * The records of a CSV file (RFC 4180): fields without the blanks around them. A field that holds
 * separators, quotes or ends of lines begins and ends with a quote, and has those inside twice. All
 * characters of a record lie in one array.
 */
final class CsvRecords {

    private final CsvText source;
    private final CsvFormat format;
    private char[] text;
    private int length;
    private int[] starts = new int[1 << 5];
    private int[] ends = new int[1 << 5];
    private int fields;
    private int line;
    private boolean quoted;

    CsvRecords(CsvText source, CsvFormat format) {
        this.source = source;
        this.format = format;
        this.text = new char[Math.min(1 << 10, format.longestLine())];
    }

    /** Number of fields. */
    int fields() {
        return fields;
    }

    /** Number of the record's first line. */
    int line() {
        return line;
    }

    /** The array that holds the characters; another one after {@link #next}. */
    char[] text() {
        return text;
    }

    /** Where the characters of a field begin. */
    int start(int field) {
        return starts[field];
    }

    /** Where the characters of a field end. */
    int end(int field) {
        return ends[field];
    }

    String field(int field) {
        return new String(text, starts[field], ends[field] - starts[field]);
    }

    boolean is(int field, String wanted) {
        int from = starts[field];
        if (ends[field] - from != wanted.length()) {
            return false;
        }
        for (int i = 0; i < wanted.length(); i++) {
            if (text[from + i] != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Goes on to the next record that isn't a blank line; false at the end.
     *
     * @throws IOException if it breaks the rules or a limit; names the line, not the file
     */
    boolean next() throws IOException {
        do {
            length = 0;
            fields = 0;
            quoted = false;
            line = source.line();
            int c = source.next();
            if (c == CsvText.END) {
                return false;
            }
            c = readField(c);
            while (c == format.separator()) {
                c = readField(source.next());
            }
        } while (fields == 1 && !quoted && starts[0] == ends[0]);
        return true;
    }

    /** Reads a field from its first character on; returns the one that ends it. */
    private int readField(int first) throws IOException {
        int start = length;
        int c = first;
        while (isInside(c)) {
            if (c == '"') {
                if (!blank(start)) {
                    throw new IOException(
                            at(source.line())
                                    + "a quote in the middle of a field; put the whole field in"
                                    + " quotes and double those inside it");
                }
                length = start;
                c = quoted();
                break;
            }
            append((char) c);
            c = source.next();
        }
        endField(start);
        return c;
    }

    /** Whether a character is part of a field without quotes. */
    private boolean isInside(int c) {
        return c != format.separator() && c != '\n' && c != CsvText.END;
    }

    /** Reads a field behind its first quote; returns the character that ends it. */
    private int quoted() throws IOException {
        quoted = true;
        int opened = source.line();
        while (true) {
            int c = source.next();
            if (c == '"') {
                c = source.next();
                if (c != '"') {
                    return afterQuote(c);
                }
            }
            if (c == CsvText.END) {
                throw new IOException(at(opened) + "a quote is never closed");
            }
            append((char) c);
        }
    }

    private int afterQuote(int first) throws IOException {
        int c = first;
        while (isInside(c)) {
            if (!Character.isWhitespace(c)) {
                throw new IOException(
                        at(source.line())
                                + "text behind the quote that closes a field; quotes inside one"
                                + " are doubled");
            }
            c = source.next();
        }
        return c;
    }

    private boolean blank(int start) {
        for (int i = start; i < length; i++) {
            if (!Character.isWhitespace(text[i])) {
                return false;
            }
        }
        return true;
    }

    private void append(char c) throws IOException {
        if (length == text.length) {
            grow();
        }
        text[length++] = c;
    }

    private void grow() throws IOException {
        if (length >= format.longestLine()) {
            throw new IOException(
                    at(line)
                            + "more than "
                            + format.longestLine()
                            + " characters"
                            + (quoted ? ", perhaps for a quote that is never closed" : "")
                            + "; longestLine(...) allows more");
        }
        text = Arrays.copyOf(text, (int) Math.min(2L * length, format.longestLine()));
    }

    private void endField(int from) throws IOException {
        int start = from;
        int end = length;
        while (start < end && Character.isWhitespace(text[start])) {
            start++;
        }
        while (start < end && Character.isWhitespace(text[end - 1])) {
            end--;
        }
        if (fields == format.mostColumns()) {
            throw new IOException(
                    at(line) + "more than " + fields + " fields; mostColumns(...) allows more");
        }
        if (fields == starts.length) {
            starts = Arrays.copyOf(starts, 2 * fields);
            ends = Arrays.copyOf(ends, 2 * fields);
        }
        starts[fields] = start;
        ends[fields++] = end;
    }

    private static String at(int line) {
        return "line " + line + ": ";
    }
}
