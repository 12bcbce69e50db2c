package dev.kiln.processor.report.diff;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows below a header.
 *
 * @param right columns of numbers
 */
record Table(List<String> header, List<Integer> right, List<List<String>> rows) {

    /** In columns of equal width, indented by two. */
    String text() {
        return IntStream.range(-1, rows.size())
                .mapToObj(r -> line(r < 0 ? header : rows.get(r)))
                .collect(Collectors.joining());
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < row.size(); c++) {
            String gap = " ".repeat(width(c) - row.get(c).length());
            line.append("  ");
            line.append(right.contains(c) ? gap + row.get(c) : row.get(c) + gap);
        }
        return line.toString().stripTrailing() + "\n";
    }

    private int width(int column) {
        return Math.max(
                header.get(column).length(),
                rows.stream().mapToInt(r -> r.get(column).length()).max().orElse(0));
    }

    String markdown() {
        String rule =
                IntStream.range(0, header.size())
                        .mapToObj(c -> right.contains(c) ? "---:" : "---")
                        .collect(Collectors.joining("|", "|", "|\n"));
        return row(header) + rule + rows.stream().map(Table::row).collect(Collectors.joining());
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map(c -> c.replace("|", "\\|").replace("->", "→"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
