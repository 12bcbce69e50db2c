package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Operation;
import dev.kiln.processor.graph.Shape;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the operations of a network layer by layer, and what is wrong with them. */
final class NetworkBuilder {

    private final List<Operation> operations = new ArrayList<>();
    private final List<Trace> traces = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private Activation following = Activation.NONE;
    private boolean sound = true;

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

    /** What the next layer begins with; initial weights depend on it. */
    void expect(Activation activation) {
        following = activation;
    }

    /** The activation itself, or where there is none the one that follows as a layer of its own. */
    Activation effective(Activation own) {
        return own.isNone() ? following : own;
    }

    void trace(Site site, Shape shape, String description) {
        traces.add(new Trace(site.path(), shape, description, site));
    }

    void traceInput(Site model, Shape shape) {
        traces.add(new Trace("input", shape, "", model));
    }

    List<Trace> traces() {
        return List.copyOf(traces);
    }

    void report(Problem problem) {
        sound &= !problem.code().isError();
        findings.add(new Finding(problem, traces()));
    }

    /** Notes that something is in error that was reported elsewhere. */
    void giveUp() {
        sound = false;
    }

    /** Whether there is a network. */
    boolean isSound() {
        return sound;
    }

    /** A layer that can't be computed: its output has a shape that agrees with everything. */
    Tensor fail(Site site, String description, Problem problem) {
        trace(site, Shape.UNKNOWN, description);
        report(problem);
        return new Tensor(site.path(), Shape.UNKNOWN);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }
}
