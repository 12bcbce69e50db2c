package dev.kiln.runtime.train;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of cells, two blanks apart, for a terminal. The first columns hold words, at the left of
 * their cells, which are shortened where the table is too wide; the others numbers, at the right.
 */
final class TextTable {

    /** Of words: what is shorter tells nothing. */
    private static final int SHORTEST = 8;

    private static final String GAP = "  ";

    private final int words;
    private final List<List<String>> rows = new ArrayList<>();

    /** So many columns hold words. */
    TextTable(int words) {
        this.words = words;
    }

    void add(List<String> row) {
        rows.add(row.stream().map(TerminalText::visible).toList());
    }

    /** Whether it can be shown in so many columns. */
    boolean fits(int columns) {
        return total(widths(columns)) <= columns;
    }

    /** Lines that end with a line feed and no blank. */
    String toString(int columns) {
        int[] widths = widths(columns);
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                String cell = TerminalText.shortened(row.get(c), widths[c]);
                String blanks = " ".repeat(widths[c] - TerminalText.width(cell));
                line.append(c == 0 ? "" : GAP).append(c < words ? cell + blanks : blanks + cell);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /**
     * Of each column; the widest of those with words become narrower until all fit, if they can.
     */
    private int[] widths(int columns) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], TerminalText.width(row.get(c)));
            }
        }
        for (int excess = total(widths) - columns; excess > 0; excess--) {
            int widest = 0;
            for (int c = 1; c < words; c++) {
                widest = widths[c] > widths[widest] ? c : widest;
            }
            if (widths[widest] <= SHORTEST) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private static int total(int[] widths) {
        int total = (widths.length - 1) * GAP.length();
        for (int width : widths) {
            total += width;
        }
        return total;
    }
}
