package dev.kiln.runtime.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Splits characters into lines and fields. */
final class CsvLines {

    /** Fields of one line. */
    record Line(int number, List<String> fields) {

        Line {
            fields = List.copyOf(fields);
        }
    }

    private final BufferedReader reader;
    private final char separator;
    private int line;

    CsvLines(BufferedReader reader, char separator) {
        this.reader = reader;
        this.separator = separator;
    }

    /** The next line that isn't empty; null at the end. */
    Line next() throws IOException {
        String text = reader.readLine();
        line++;
        while (text != null && text.isBlank()) {
            text = reader.readLine();
            line++;
        }
        return text == null ? null : split(text);
    }

    private Line split(String first) throws IOException {
        int number = line;
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        String text = first;
        boolean quoted = false;
        int i = 0;
        while (true) {
            if (i == text.length()) {
                if (!quoted) {
                    break;
                }
                text = reader.readLine();
                line++;
                if (text == null) {
                    throw new IOException("line " + number + ": a quote is never closed");
                }
                field.append('\n');
                i = 0;
                continue;
            }
            char c = text.charAt(i++);
            if (quoted && c == '"' && i < text.length() && text.charAt(i) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return new Line(number, fields);
    }
}
