package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Detail;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.Problem.Blame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The shapes up to a fault, one layer a line, with a note at the layers that made them what they
 * are.
 */
public final class ShapeTrace {

    /** A layer: what it is, and the shapes in front of it and behind it. */
    public record Entry(String layer, Shape before, Shape shape, String description, Site site) {}

    private ShapeTrace() {}

    static List<Detail> of(List<Entry> entries, Blame blame) {
        int names = entries.stream().mapToInt(t -> t.layer().length()).max().orElse(0);
        int shapes = entries.stream().mapToInt(t -> shape(t).length()).max().orElse(0);
        int words = entries.stream().mapToInt(t -> t.description().length()).max().orElse(0);
        List<Detail> lines = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry t = entries.get(i);
            String text =
                    "  "
                            + pad(t.layer(), names)
                            + "   "
                            + pad(shape(t), shapes)
                            + "   "
                            + t.description();
            Optional<String> note = i == 0 ? Optional.empty() : note(entries, i, blame);
            lines.add(
                    note.isEmpty()
                            ? Detail.of(text.stripTrailing())
                            : Detail.of(
                                    pad(text, words + names + shapes + 8) + "   <- " + note.get(),
                                    t.site().at("")));
        }
        return lines;
    }

    private static Optional<String> note(List<Entry> entries, int i, Blame blame) {
        Shape before = entries.get(i).before();
        Shape after = entries.get(i).shape();
        if (!before.known() || !after.known()) {
            return Optional.empty();
        }
        List<String> changes = new ArrayList<>();
        if (blame != Blame.CHANNELS && !map(before).equals(map(after))) {
            changes.add(map(before) + " became " + map(after));
        }
        if (blame != Blame.MAP
                && before.channels() != after.channels()
                && keepsChannels(entries, i)) {
            changes.add(before.channels() + " became " + after.channels());
        }
        return blame == Blame.NOTHING || changes.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(", ", changes));
    }

    /** Whether the channels that this layer gives are those that arrive at the fault. */
    private static boolean keepsChannels(List<Entry> entries, int i) {
        int channels = entries.get(i).shape().channels();
        return entries.stream()
                .skip(i)
                .map(Entry::shape)
                .filter(Shape::known)
                .allMatch(s -> s.channels() == channels);
    }

    private static String map(Shape shape) {
        return shape.height() + "x" + shape.width();
    }

    private static String shape(Entry trace) {
        return trace.shape().known() ? trace.shape().toString() : "?";
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
