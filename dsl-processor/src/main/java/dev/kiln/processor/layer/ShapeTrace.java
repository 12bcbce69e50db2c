package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Detail;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.Problem.Blame;
import java.util.ArrayList;
import java.util.BitSet;
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
        List<Optional<String>> notes = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            notes.add(i == 0 ? Optional.empty() : note(entries, i, blame));
        }
        BitSet shown = TraceExtract.of(entries.size(), i -> notes.get(i).isPresent());
        List<Entry> all = shown.stream().mapToObj(entries::get).toList();
        int names = all.stream().mapToInt(t -> t.layer().length()).max().orElse(0);
        int shapes = all.stream().mapToInt(t -> shape(t).length()).max().orElse(0);
        int words = all.stream().mapToInt(t -> t.description().length()).max().orElse(0);
        List<Detail> lines = new ArrayList<>();
        for (int i = shown.nextSetBit(0); i >= 0; i = shown.nextSetBit(i + 1)) {
            Entry t = entries.get(i);
            String text =
                    "  "
                            + pad(t.layer(), names)
                            + "   "
                            + pad(shape(t), shapes)
                            + "   "
                            + t.description();
            lines.add(
                    notes.get(i)
                            .map(
                                    n ->
                                            Detail.of(
                                                    pad(text, words + names + shapes + 8)
                                                            + "   <- "
                                                            + n,
                                                    t.site().at("")))
                            .orElseGet(() -> Detail.of(text.stripTrailing())));
            int next = shown.nextSetBit(i + 1);
            if (next > i + 1) {
                lines.add(Detail.of(gap(entries.subList(i + 1, next))));
            }
        }
        return lines;
    }

    private static String gap(List<Entry> left) {
        String first = shape(left.get(0));
        String last = shape(left.get(left.size() - 1));
        boolean same = left.stream().allMatch(e -> shape(e).equals(first));
        String shapes = same ? " of " + first : ", " + first + " to " + last;
        return "  ... " + left.size() + " layers" + shapes + " ...";
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
