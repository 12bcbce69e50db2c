package dev.kiln.pictures;

import dev.kiln.runtime.train.ConfusionMatrix;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A confusion matrix as colored cells: right ones in one color, wrong ones in the other, darker
 * where they are a larger share of their row. Of many classes those with the lowest F1 are shown.
 */
record ConfusionHeatMap(ConfusionMatrix matrix) {

    private static final int MOST_CLASSES = 40;
    private static final int WITH_NUMBERS = 20;
    private static final int LONGEST_NAME = 16;
    private static final int NAMED = 3;

    /** Pixels that all cells have together, at the least. */
    private static final int AREA = 300;

    /** Width of a character of a name. */
    private static final double CHARACTER = 5.9;

    Picture picture() {
        List<Integer> classes = shown();
        List<String> names =
                classes.stream().map(c -> Text.shorten(matrix.label(c), LONGEST_NAME)).toList();
        double longest = names.stream().mapToInt(String::length).max().orElse(1);
        double cell = Math.max(AREA / (double) classes.size(), 12);
        double left = 30 + CHARACTER * longest;
        double top = 46 + CHARACTER * longest;
        int width = (int) Math.ceil(Math.max(340, left + cell * classes.size() + 14));
        int height = (int) Math.ceil(top + cell * classes.size() + 14);
        String title = "Confusion matrix";
        Drawing drawing = new Drawing().text("head", 12, 22, title);
        drawing.text("small soft end", left - 6, top - 6, "actual ↓");
        drawing.text("small soft end", left - 6, 46, "predicted →");
        frame(drawing, classes.size(), left, top, cell);
        for (int i = 0; i < classes.size(); i++) {
            double middle = (i + 0.5) * cell + 4;
            drawing.text("small end", left - 6, top + middle, names.get(i));
            drawing.upright("small", left + middle, top - 6, names.get(i));
            for (int j = 0; j < classes.size(); j++) {
                double x = left + j * cell;
                cell(drawing, classes.get(i), classes.get(j), x, top + i * cell, cell);
            }
        }
        return new Picture(title, description(classes), width, height, drawing.toString());
    }

    private List<Integer> shown() {
        return IntStream.range(0, matrix.classes())
                .boxed()
                .sorted(
                        Comparator.comparingDouble(
                                c -> matrix.classes() > MOST_CLASSES ? matrix.f1(c) : c))
                .limit(MOST_CLASSES)
                .sorted()
                .toList();
    }

    private static void frame(Drawing drawing, int classes, double left, double top, double cell) {
        for (int i = 0; i <= classes; i++) {
            double end = classes * cell;
            drawing.line("grid", left, top + i * cell, left + end, top + i * cell);
            drawing.line("grid", left + i * cell, top, left + i * cell, top + end);
        }
    }

    private void cell(Drawing drawing, int actual, int predicted, double x, double y, double cell) {
        long count = matrix.count(actual, predicted);
        if (count == 0) {
            return;
        }
        double share = (double) count / matrix.actual(actual);
        boolean right = actual == predicted;
        // A few wrong ones are seen too.
        double opacity = right ? 0.15 + 0.85 * share : Math.min(1, 0.12 + Math.sqrt(share));
        String tip =
                Text.format(
                        "%s taken for %s: %,d of %,d (%s)",
                        matrix.label(actual),
                        matrix.label(predicted),
                        count,
                        matrix.actual(actual),
                        Text.percent(share));
        drawing.box(right ? "one" : "two", opacity, x, y, cell, cell, tip);
        if (matrix.classes() <= WITH_NUMBERS) {
            String style =
                    (count > 999 ? "tiny" : "small") + " mid" + (opacity > 0.6 ? " over" : "");
            drawing.text(style, x + cell / 2, y + cell / 2 + 4, Long.toString(count));
        }
    }

    private String description(List<Integer> classes) {
        String worst =
                ConfusedPair.of(matrix).stream()
                        .limit(NAMED)
                        .map(ConfusedPair::words)
                        .collect(Collectors.joining("; "));
        return Text.format(
                        "%,d samples of %d classes, %s right.",
                        matrix.total(), matrix.classes(), Text.percent(matrix.accuracy()))
                + (classes.size() < matrix.classes()
                        ? Text.format(" The %d classes with the lowest F1.", classes.size())
                        : "")
                + (worst.isEmpty() ? "" : " Most often: " + worst + ".");
    }
}
