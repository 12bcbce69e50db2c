package dev.kiln.processor.report.html;

import dev.kiln.processor.graph.shape.Shape;
import java.util.Locale;

/** Words and numbers as pages show them. */
final class Html {

    private static final double KILO = 1000;
    private static final String[] PREFIXES = {"", "k", "M", "G", "T"};

    private Html() {}

    /** Text as the content of an element or the value of an attribute in quotes. */
    static String text(Object value) {
        return String.valueOf(value)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** {@code 28×28×6}; a question mark where it is not known. */
    static String shape(Shape shape) {
        return shape.known() ? shape.toString().replace('x', '×') : "?";
    }

    /** Words with the sign of multiplication in sizes: {@code conv 3×3}. */
    static String words(String description) {
        return text(description.replaceAll("(?<=\\d)x(?=\\d)", "×"));
    }

    /** {@code 1,234,567}. */
    static String number(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** Three digits and a unit: {@code 4.09 G}. */
    static String brief(long n) {
        double rest = n;
        int unit = 0;
        while (rest >= 999.5 && unit + 1 < PREFIXES.length) {
            rest /= KILO;
            unit++;
        }
        return digits(rest) + (unit == 0 ? "" : " " + PREFIXES[unit]);
    }

    private static String digits(double n) {
        if (n == Math.rint(n) || n >= 99.95) {
            return String.format(Locale.ROOT, "%.0f", n);
        }
        return String.format(Locale.ROOT, n >= 9.995 ? "%.1f" : "%.2f", n);
    }

    /** {@code 3.21 MB}. */
    static String bytes(long n) {
        String brief = brief(n);
        return brief + (brief.indexOf(' ') < 0 ? " B" : "B");
    }

    /** {@code 12 %}, {@code 0.4 %}; nothing for nothing. */
    static String percent(double part, double whole) {
        if (part == 0 || whole == 0) {
            return "";
        }
        double share = 100 * part / whole;
        String format = share >= 9.95 ? "%.0f %%" : "%.1f %%";
        return share < 0.05 ? "&lt; 0.1 %" : String.format(Locale.ROOT, format, share);
    }

    /** {@code 1 error}, {@code 2 errors}. */
    static String count(long n, String noun) {
        return number(n) + " " + noun + (n == 1 ? "" : "s");
    }

    /** A name for links inside of the page. */
    static String id(String path) {
        return text(path.replace(' ', '-'));
    }
}
