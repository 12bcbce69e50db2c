package dev.kiln.processor.report.html;

import dev.kiln.processor.graph.shape.Shape;
import java.util.regex.Pattern;

/** Words and numbers as pages show them. */
final class Html {

    private static final double KILO = 1000;
    private static final int GROUP = 3;
    private static final String[] PREFIXES = {"", "k", "M", "G", "T"};

    private static final String SPECIAL = "&<>\"";
    private static final String[] ENTITIES = {"&amp;", "&lt;", "&gt;", "&quot;"};
    private static final Pattern SIZE = Pattern.compile("(?<=\\d)x(?=\\d)");

    private Html() {}

    /** Text as the content of an element or the value of an attribute in quotes. */
    static String text(Object value) {
        String text = String.valueOf(value);
        StringBuilder out = null;
        for (int i = 0; i < text.length(); i++) {
            int special = SPECIAL.indexOf(text.charAt(i));
            if (special >= 0 && out == null) {
                out = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (out != null) {
                out.append(special >= 0 ? ENTITIES[special] : text.substring(i, i + 1));
            }
        }
        return out == null ? text : out.toString();
    }

    /** {@code 28×28×6}; a question mark where it is not known. */
    static String shape(Shape shape) {
        return shape.known() ? shape.toString().replace('x', '×') : "?";
    }

    /** Words with the sign of multiplication in sizes: {@code conv 3×3}. */
    static String words(String description) {
        return text(SIZE.matcher(description).replaceAll("×"));
    }

    /** {@code 1,234,567}. */
    static String number(long n) {
        String digits = Long.toString(n);
        StringBuilder out = new StringBuilder(digits);
        for (int i = digits.length() - GROUP; i > 0; i -= GROUP) {
            out.insert(i, ',');
        }
        return out.toString();
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
            return decimal(n, 0);
        }
        return decimal(n, n >= 9.995 ? 1 : 2);
    }

    /** With so many digits behind the point; tens of thousands of calls are too many to format. */
    static String decimal(double n, int digits) {
        long unit = Math.round(Math.pow(10, digits));
        long scaled = Math.round(Math.abs(n) * unit);
        String whole = (n < 0 && scaled > 0 ? "-" : "") + scaled / unit;
        String rest = Long.toString(scaled % unit);
        return digits == 0 ? whole : whole + "." + "0".repeat(digits - rest.length()) + rest;
    }

    /** {@code 3.21 MB}. */
    static String bytes(long n) {
        String brief = brief(n);
        return brief + (brief.indexOf(' ') < 0 ? " B" : "B");
    }

    static String percent(long part, long whole) {
        return percent((double) part, (double) whole);
    }

    /** {@code 12 %}, {@code 0.4 %}; nothing for nothing. */
    static String percent(double part, double whole) {
        if (part == 0 || whole == 0) {
            return "";
        }
        double share = 100 * part / whole;
        return share < 0.05 ? "&lt; 0.1 %" : decimal(share, share >= 9.95 ? 0 : 1) + " %";
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
