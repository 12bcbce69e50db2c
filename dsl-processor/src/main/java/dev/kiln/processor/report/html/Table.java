package dev.kiln.processor.report.html;

import java.util.List;

/** Writes tables; numbers stand at the right, and may have a bar as long as their share. */
final class Table {

    private static final double SEEN = 0.5;

    private final StringBuilder out;

    Table(StringBuilder out) {
        this.out = out;
    }

    /** The names of columns; those of numbers begin with a number sign. */
    void head(List<String> columns) {
        out.append("<thead><tr>");
        for (String column : columns) {
            boolean number = column.startsWith("#");
            out.append(number ? "<th class=\"n\">" : "<th>")
                    .append(number ? column.substring(1) : column)
                    .append("</th>");
        }
        out.append("</tr></thead>\n");
    }

    /** A cell with HTML. */
    void cell(String html) {
        out.append("<td>").append(html).append("</td>");
    }

    void number(String html) {
        out.append("<td class=\"n\">").append(html).append("</td>");
    }

    void share(String html, long part, long whole) {
        share(html, (double) part, (double) whole);
    }

    /** A number and its part of a whole. */
    void share(String html, double part, double whole) {
        double share = whole == 0 ? 0 : 100 * part / whole;
        if (share < SEEN) {
            number(html);
        } else {
            out.append("<td class=\"n\" style=\"--p:")
                    .append(Math.round(share))
                    .append("\">")
                    .append(html)
                    .append("</td>");
        }
    }
}
