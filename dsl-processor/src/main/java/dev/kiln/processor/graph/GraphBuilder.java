package dev.kiln.processor.graph;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Diagnostic;
import dev.kiln.processor.diagnostic.Diagnostics;
import dev.kiln.processor.diagnostic.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the operations of a network layer by layer, and what is wrong with them. */
public final class GraphBuilder {

    /** A line of the story that an error tells: the shape after a layer and what made it so. */
    public record Trace(String layer, Shape shape, String description) {}

    private final Diagnostics diagnostics;
    private final List<Operation> operations = new ArrayList<>();
    private final List<Trace> traces = new ArrayList<>();

    public GraphBuilder(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    public void add(Operation operation) {
        operations.add(operation);
    }

    /** Takes the last operation back. */
    public Operation removeLast() {
        return operations.remove(operations.size() - 1);
    }

    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    public Optional<Operation> last() {
        return operations.isEmpty()
                ? Optional.empty()
                : Optional.of(operations.get(operations.size() - 1));
    }

    public void trace(String layer, Shape shape, String description) {
        traces.add(new Trace(layer, shape, description));
    }

    /** Reports something, followed by the shapes up to here and then by {@code fixes}. */
    public void report(Code code, Position position, String headline, List<String> fixes) {
        List<String> details = new ArrayList<>(story());
        fixes.forEach(fix -> details.add("fix: " + fix));
        diagnostics.add(Diagnostic.of(code, position, headline).with(details));
    }

    public void report(Code code, Position position, String headline) {
        report(code, position, headline, List.of());
    }

    private List<String> story() {
        int names = traces.stream().mapToInt(t -> t.layer().length()).max().orElse(0);
        int shapes = traces.stream().mapToInt(t -> shape(t).length()).max().orElse(0);
        return traces.stream()
                .map(
                        t ->
                                (pad(t.layer(), names)
                                                + "   "
                                                + pad(shape(t), shapes)
                                                + "   "
                                                + t.description())
                                        .stripTrailing())
                .toList();
    }

    private static String shape(Trace trace) {
        return trace.shape().known() ? trace.shape().toString() : "?";
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
