package dev.kiln.processor.report.diff;

import java.util.Locale;

/** Numbers as a difference of reports shows them. */
final class Figures {

    private static final double PERCENT = 100;

    private Figures() {}

    /** {@code 61,706}, or {@code -} where there is none. */
    static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,d", Math.round(value));
    }

    /** {@code -17,280}; empty where nothing changed or one of them is not known. */
    static String change(double before, double after) {
        double change = after - before;
        return change == 0 || Double.isNaN(change)
                ? ""
                : String.format(Locale.ROOT, "%+,d", Math.round(change));
    }

    /** {@code -28.0 %}; empty where there is no change, or nothing that it could be a share of. */
    static String share(double before, double after) {
        double change = after - before;
        return change == 0 || Double.isNaN(change) || before == 0
                ? ""
                : String.format(Locale.ROOT, "%+.1f %%", PERCENT * change / before);
    }
}
