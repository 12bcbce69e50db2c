package dev.kiln.runtime.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How the characters of a CSV file are meant, and how many of them are too many.
 *
 * @param header whether the first line names the columns
 * @param separator between fields
 * @param point between the whole and the fraction of a number
 * @param charset of the file
 * @param longestLine characters of one line, with what is quoted across lines
 * @param mostColumns fields of one line
 * @param mostClasses different labels
 */
record CsvFormat(
        boolean header,
        char separator,
        char point,
        Charset charset,
        int longestLine,
        int mostColumns,
        int mostClasses) {

    private static final int LONGEST_LINE = 1 << 22;
    private static final int MOST = 100_000;

    static CsvFormat usual(boolean header) {
        return new CsvFormat(header, ',', '.', StandardCharsets.UTF_8, LONGEST_LINE, MOST, MOST);
    }

    CsvFormat withSeparator(char other) {
        if (other == '"' || other == '\n' || other == '\r' || other == '\uFEFF') {
            throw new IllegalArgumentException("quotes and ends of lines can't separate fields");
        }
        return new CsvFormat(header, other, point, charset, longestLine, mostColumns, mostClasses);
    }

    CsvFormat withPoint(char other) {
        return new CsvFormat(
                header, separator, other, charset, longestLine, mostColumns, mostClasses);
    }

    CsvFormat withCharset(Charset other) {
        return new CsvFormat(
                header, separator, point, other, longestLine, mostColumns, mostClasses);
    }

    CsvFormat withLimits(int line, int columns, int classes) {
        if (line < 1 || columns < 1 || classes < 1) {
            throw new IllegalArgumentException("a limit is 1 at the least");
        }
        return new CsvFormat(header, separator, point, charset, line, columns, classes);
    }
}
