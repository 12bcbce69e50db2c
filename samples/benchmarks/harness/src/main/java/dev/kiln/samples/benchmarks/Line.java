package dev.kiln.samples.benchmarks;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One result, as a peer prints it: {@code peer network metric median unit low high}. */
public record Line(String peer, String network, String metric, Spread spread, String unit) {

    private static final Pattern FORM =
            Pattern.compile("(\\S+) (\\S+) (\\S+) ([-+.e\\d]+) (\\S+) ([-+.e\\d]+) ([-+.e\\d]+)");

    /** The result in a line of a peer's output, if it has one. */
    public static Optional<Line> parse(String text) {
        Matcher fields = FORM.matcher(text);
        if (!fields.matches()) {
            return Optional.empty();
        }
        Spread spread =
                new Spread(
                        Double.parseDouble(fields.group(4)),
                        Double.parseDouble(fields.group(6)),
                        Double.parseDouble(fields.group(7)));
        return Optional.of(
                new Line(
                        fields.group(1),
                        fields.group(2),
                        fields.group(3),
                        spread,
                        fields.group(5)));
    }

    /** As it is printed. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "%s %s %s %.4g %s %.4g %.4g",
                peer,
                network,
                metric,
                spread.median(),
                unit,
                spread.low(),
                spread.high());
    }
}
