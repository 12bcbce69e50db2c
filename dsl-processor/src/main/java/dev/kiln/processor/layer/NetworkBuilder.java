package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Diagnostic;
import dev.kiln.processor.diagnostic.Diagnostics;
import dev.kiln.processor.diagnostic.Position;
import dev.kiln.processor.graph.Operation;
import dev.kiln.processor.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Collects the operations of a network layer by layer, and what is wrong with them. */
public final class NetworkBuilder {

    /**
     * A change that would mend an error. It is proposed only if the whole network is then valid.
     *
     * @param text what to write, and what it does
     * @param replacement the layer as it would then be
     */
    record Fix(String text, LayerDeclaration replacement) {}

    private final Diagnostics diagnostics;
    private final Predicate<LayerDeclaration> solves;
    private final List<Operation> operations = new ArrayList<>();
    private final List<Trace> traces = new ArrayList<>();

    NetworkBuilder(Diagnostics diagnostics, Predicate<LayerDeclaration> solves) {
        this.diagnostics = diagnostics;
        this.solves = solves;
    }

    void add(Operation operation) {
        operations.add(operation);
    }

    /** Takes the last operation back. */
    Operation removeLast() {
        return operations.remove(operations.size() - 1);
    }

    List<Operation> operations() {
        return List.copyOf(operations);
    }

    Optional<Operation> last() {
        return operations.isEmpty()
                ? Optional.empty()
                : Optional.of(operations.get(operations.size() - 1));
    }

    /** Adds a line to the story that errors tell. */
    void trace(String layer, Shape shape, String description) {
        Shape before = traces.isEmpty() ? shape : traces.get(traces.size() - 1).shape();
        traces.add(new Trace(layer, shape, description, before));
    }

    /** Reports something, followed by the shapes up to here and by those fixes that hold. */
    void report(Code code, Position position, String headline, List<Fix> candidates) {
        List<String> details = new ArrayList<>(Trace.table(traces));
        candidates.stream()
                .filter(fix -> solves.test(fix.replacement()))
                .forEach(fix -> details.add("fix: " + fix.text()));
        diagnostics.add(Diagnostic.of(code, position, headline).with(details));
    }

    void report(Code code, Position position, String headline) {
        report(code, position, headline, List.of());
    }
}
