package dev.kiln.processor.report.diff;

import java.util.ArrayList;
import java.util.List;

/** How two reports of a model differ: what a change to the model cost. */
public final class ReportDiff {

    private static final List<String> FIGURES = List.of("", "before", "after", "change", "");
    private static final List<String> LAYERS =
            List.of("", "layer", "output", "parameters", "multiply-adds", "");

    private final Snapshot before;
    private final Snapshot after;
    private final List<LayerChange> changes;

    private ReportDiff(Snapshot before, Snapshot after) {
        this.before = before;
        this.after = after;
        this.changes = LayerChange.between(before.layers(), after.layers());
    }

    public static ReportDiff between(Snapshot before, Snapshot after) {
        return new ReportDiff(before, after);
    }

    /** For a terminal. */
    public String text() {
        StringBuilder text = new StringBuilder(title()).append('\n');
        if (isEmpty()) {
            return text.append("\n  no difference\n").toString();
        }
        text.append('\n').append(new Table(FIGURES, List.of(1, 2, 3, 4), figures()).text());
        if (!changes.isEmpty()) {
            text.append('\n').append(new Table(LAYERS, List.of(), layers("")).text());
        }
        return text.toString();
    }

    /** For a pull request. */
    public String markdown() {
        StringBuilder text = new StringBuilder("### ").append(title()).append("\n\n");
        if (isEmpty()) {
            return text.append("No difference.\n").toString();
        }
        text.append(new Table(FIGURES, List.of(1, 2, 3, 4), figures()).markdown());
        if (!changes.isEmpty()) {
            text.append('\n').append(new Table(LAYERS, List.of(), layers("`")).markdown());
        }
        return text.toString();
    }

    private boolean isEmpty() {
        return changes.isEmpty()
                && before.figures().equals(after.figures())
                && shapes(before).equals(shapes(after))
                && before.valid() == after.valid();
    }

    private String title() {
        String names =
                before.model().equals(after.model())
                        ? after.model()
                        : before.model() + " -> " + after.model();
        String faults =
                (before.valid() ? "" : "; it was in error before")
                        + (after.valid() ? "" : "; it is in error now");
        return names + ": " + shapes(before, after) + faults;
    }

    private static String shapes(Snapshot before, Snapshot after) {
        String old = shapes(before);
        String now = shapes(after);
        return old.equals(now) ? now : old + ", now " + now;
    }

    private static String shapes(Snapshot snapshot) {
        return snapshot.input() + " to " + snapshot.output();
    }

    private List<List<String>> figures() {
        List<List<String>> rows = new ArrayList<>();
        before.figures()
                .forEach(
                        (name, old) -> {
                            double now = after.figures().get(name);
                            rows.add(
                                    List.of(
                                            name,
                                            Figures.number(old),
                                            Figures.number(now),
                                            Figures.change(old, now),
                                            Figures.share(old, now)));
                        });
        return rows;
    }

    private List<List<String>> layers(String quote) {
        return changes.stream()
                .map(
                        c ->
                                List.of(
                                        c.kind(),
                                        quote + c.path() + quote,
                                        c.output(),
                                        c.parameters(),
                                        c.multiplyAdds(),
                                        c.description()))
                .toList();
    }
}
