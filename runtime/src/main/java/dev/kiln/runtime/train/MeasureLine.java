package dev.kiln.runtime.train;

import java.util.Locale;
import java.util.OptionalDouble;

/** A line of fields, of which the last are left out where the line would be too long. */
final class MeasureLine {

    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;

    private final StringBuilder text = new StringBuilder();
    private final int columns;
    private boolean full;

    /** At most so many characters. */
    MeasureLine(int columns) {
        this.columns = columns;
    }

    /** Where an epoch stands; there is no accuracy before the first validation. */
    static String within(
            Progress progress,
            OptionalDouble accuracy,
            double perSecond,
            double secondsLeft,
            int columns) {
        long percent = 100L * progress.batch() / progress.batches();
        MeasureLine line =
                new MeasureLine(columns)
                        .add("epoch %d/%d", progress.epoch(), progress.epochs())
                        .add("%3d %%", percent);
        if (progress.samples() > 0) {
            line.add("loss %.4f", progress.meanLoss());
        }
        line.addAccuracy(accuracy);
        if (perSecond > 0) {
            line.addSpeed(perSecond, progress.unit()).add("%s left", time(secondsLeft));
        }
        return line.toString();
    }

    /** The line of an epoch that has ended. */
    static String of(EpochResult result, String unit, int columns) {
        MeasureLine line =
                new MeasureLine(columns)
                        .add("epoch %d/%d", result.epoch(), result.epochs())
                        .add("loss %.4f", result.loss());
        result.validationLoss().ifPresent(loss -> line.add("val. loss %.4f", loss));
        return line.addAccuracy(result.validationAccuracy())
                .addSpeed(result.imagesPerSecond(), unit)
                .add("%s", time(result.duration().toNanos() / 1e9))
                .toString();
    }

    MeasureLine addAccuracy(OptionalDouble accuracy) {
        accuracy.ifPresent(share -> add("accuracy %.2f %%", 100 * share));
        return this;
    }

    MeasureLine addSpeed(double perSecond, String unit) {
        return add(perSecond < 10 ? "%.1f %s/s" : "%,.0f %s/s", perSecond, unit);
    }

    MeasureLine add(String pattern, Object... values) {
        String field = String.format(Locale.ROOT, pattern, values);
        String gap = text.length() == 0 ? "" : "  ";
        full |= text.length() + gap.length() + field.length() > columns;
        if (!full) {
            text.append(gap).append(field);
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** For example {@code 0.8 s}, {@code 42 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    static String time(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 10) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        if (whole < MINUTE) {
            return whole + " s";
        }
        return whole < HOUR
                ? whole / MINUTE + " min " + whole % MINUTE + " s"
                : whole / HOUR + " h " + whole % HOUR / MINUTE + " min";
    }
}
