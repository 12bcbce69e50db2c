package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Detail;
import dev.kiln.processor.graph.Shape;
import dev.kiln.processor.layer.Problem.Blame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The shapes up to a fault, one layer a line, with a note at the layers that made them what they
 * are.
 */
final class Story {

    private Story() {}

    static List<Detail> of(List<Trace> traces, Blame blame) {
        int names = traces.stream().mapToInt(t -> t.layer().length()).max().orElse(0);
        int shapes = traces.stream().mapToInt(t -> shape(t).length()).max().orElse(0);
        int words = traces.stream().mapToInt(t -> t.description().length()).max().orElse(0);
        List<Detail> lines = new ArrayList<>();
        for (int i = 0; i < traces.size(); i++) {
            Trace t = traces.get(i);
            String text =
                    "  "
                            + pad(t.layer(), names)
                            + "   "
                            + pad(shape(t), shapes)
                            + "   "
                            + t.description();
            Optional<String> note = i == 0 ? Optional.empty() : note(traces, i, blame);
            lines.add(
                    note.isEmpty()
                            ? Detail.of(text.stripTrailing())
                            : new Detail(
                                    pad(text, words + names + shapes + 8) + "   <- " + note.get(),
                                    t.site().at(""),
                                    ""));
        }
        return lines;
    }

    private static Optional<String> note(List<Trace> traces, int i, Blame blame) {
        Shape before = traces.get(i).before();
        Shape after = traces.get(i).shape();
        if (!before.known() || !after.known()) {
            return Optional.empty();
        }
        List<String> changes = new ArrayList<>();
        if (blame != Blame.CHANNELS && !map(before).equals(map(after))) {
            changes.add(map(before) + " became " + map(after));
        }
        if (blame != Blame.MAP
                && before.channels() != after.channels()
                && keepsChannels(traces, i)) {
            changes.add(before.channels() + " became " + after.channels());
        }
        return blame == Blame.NOTHING || changes.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(", ", changes));
    }

    /** Whether the channels that this layer gives are those that arrive at the fault. */
    private static boolean keepsChannels(List<Trace> traces, int i) {
        int channels = traces.get(i).shape().channels();
        return traces.stream()
                .skip(i)
                .map(Trace::shape)
                .filter(Shape::known)
                .allMatch(s -> s.channels() == channels);
    }

    private static String map(Shape shape) {
        return shape.height() + "x" + shape.width();
    }

    private static String shape(Trace trace) {
        return trace.shape().known() ? trace.shape().toString() : "?";
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
