package dev.kiln.pictures;

import dev.kiln.runtime.train.ConfusionMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Samples of one class that were taken for another.
 *
 * @param actual name of the one
 * @param predicted name of the other
 * @param count how many
 * @param share of all samples of the actual class
 */
record ConfusedPair(String actual, String predicted, long count, double share) {

    private static final int LONGEST_NAME = 18;
    private static final int WIDTH = 400;
    private static final int ROW = 32;

    /** The most frequent first. */
    static List<ConfusedPair> of(ConfusionMatrix matrix) {
        List<ConfusedPair> pairs = new ArrayList<>();
        for (int i = 0; i < matrix.classes(); i++) {
            for (int j = 0; j < matrix.classes(); j++) {
                long count = matrix.count(i, j);
                if (i != j && count > 0) {
                    double share = (double) count / matrix.actual(i);
                    pairs.add(new ConfusedPair(matrix.label(i), matrix.label(j), count, share));
                }
            }
        }
        pairs.sort(Comparator.comparingLong(ConfusedPair::count).reversed());
        return pairs;
    }

    String words() {
        return Text.format("%s taken for %s %,d times", actual, predicted, count);
    }

    /** Bars, the longest first. */
    static Picture bars(List<ConfusedPair> pairs) {
        String title = "Most confused";
        Drawing drawing = new Drawing().text("head", 12, 22, title);
        if (pairs.isEmpty()) {
            drawing.text("soft", 12, 52, "no sample was taken for another class");
            return new Picture(
                    title, "No sample was taken for another class.", WIDTH, 70, "" + drawing);
        }
        StringBuilder words = new StringBuilder();
        double y = 36;
        for (ConfusedPair pair : pairs) {
            drawing.text("", 12, y + 14, pair.names());
            String count = Text.format("%,d  (%s)", pair.count, Text.percent(pair.share));
            drawing.text("small soft end", WIDTH - 12.0, y + 14, count);
            double length = (WIDTH - 24.0) * pair.count / pairs.get(0).count;
            drawing.box("two", 0.85, 12, y + 20, length, 5);
            words.append(words.length() == 0 ? "" : "; ").append(pair.words());
            y += ROW;
        }
        int height = (int) y + 8;
        return new Picture(title, words.append('.').toString(), WIDTH, height, drawing.toString());
    }

    private String names() {
        String from = Text.shorten(actual, LONGEST_NAME);
        return from + " → " + Text.shorten(predicted, LONGEST_NAME);
    }
}
