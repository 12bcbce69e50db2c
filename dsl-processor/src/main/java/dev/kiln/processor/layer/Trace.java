package dev.kiln.processor.layer;

import dev.kiln.processor.graph.Shape;
import java.util.List;

/** A line of the story that an error tells: the shape after a layer, and what made it so. */
record Trace(String layer, Shape shape, String description, Shape before) {

    /** The lines as a table. */
    static List<String> table(List<Trace> traces) {
        int names = traces.stream().mapToInt(t -> t.layer().length()).max().orElse(0);
        int shapes = traces.stream().mapToInt(t -> t.text().length()).max().orElse(0);
        int words = traces.stream().mapToInt(t -> t.description().length()).max().orElse(0);
        return traces.stream()
                .map(
                        t ->
                                (pad(t.layer, names)
                                                + "   "
                                                + pad(t.text(), shapes)
                                                + "   "
                                                + pad(t.description, words)
                                                + t.remark())
                                        .stripTrailing())
                .toList();
    }

    private String text() {
        return shape.known() ? shape.toString() : "?";
    }

    private String remark() {
        boolean shrank =
                shape.known()
                        && before.known()
                        && !shape.isVector()
                        && (shape.height() != before.height() || shape.width() != before.width());
        return shrank
                ? "   <- "
                        + before.height()
                        + "x"
                        + before.width()
                        + " became "
                        + shape.height()
                        + "x"
                        + shape.width()
                : "";
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
