package dev.kiln.pictures;

import dev.kiln.runtime.train.ConfusionMatrix;
import dev.kiln.runtime.train.EpochResult;
import java.util.List;
import java.util.OptionalDouble;

/** The numbers behind pictures, as tables of HTML that open when they are asked for. */
final class Tables {

    private Tables() {}

    static String epochs(List<EpochResult> epochs) {
        StringBuilder rows = new StringBuilder();
        for (EpochResult r : epochs) {
            row(
                    rows,
                    Integer.toString(r.epoch()),
                    Text.format("%.4f", r.loss()),
                    number(r.validationLoss(), "%.4f"),
                    share(r.trainingAccuracy()),
                    share(r.validationAccuracy()),
                    number(r.learningRate(), "%.3g"),
                    Text.format("%,.0f", r.imagesPerSecond()),
                    Text.format("%.1f", r.duration().toNanos() / 1e9));
        }
        return table(
                "All epochs as a table",
                rows,
                "Epoch",
                "Loss",
                "Validation loss",
                "Training accuracy",
                "Validation accuracy",
                "Learning rate",
                "Samples/s",
                "Seconds");
    }

    static String classes(ConfusionMatrix matrix) {
        StringBuilder rows = new StringBuilder();
        for (int c = 0; c < matrix.classes(); c++) {
            row(
                    rows,
                    matrix.label(c),
                    Text.percent(matrix.precision(c)),
                    Text.percent(matrix.recall(c)),
                    Text.percent(matrix.f1(c)),
                    Text.format("%,d", matrix.actual(c)));
        }
        return table(
                "All classes as a table", rows, "Class", "Precision", "Recall", "F1", "Samples");
    }

    private static String share(OptionalDouble share) {
        return Text.percent(share.orElse(Double.NaN));
    }

    private static String number(OptionalDouble value, String format) {
        return value.isPresent() ? Text.format(format, value.getAsDouble()) : "–";
    }

    private static void row(StringBuilder rows, String first, String... rest) {
        rows.append("<tr><th scope=\"row\">").append(Text.escape(first)).append("</th>");
        for (String cell : rest) {
            rows.append("<td>").append(cell).append("</td>");
        }
        rows.append("</tr>\n");
    }

    private static String table(String summary, StringBuilder rows, String... columns) {
        StringBuilder head = new StringBuilder();
        for (String column : columns) {
            head.append("<th scope=\"col\">").append(column).append("</th>");
        }
        return "<details><summary>"
                + summary
                + "</summary>\n<table>\n<thead><tr>"
                + head
                + "</tr></thead>\n<tbody>\n"
                + rows
                + "</tbody>\n</table></details>\n";
    }
}
