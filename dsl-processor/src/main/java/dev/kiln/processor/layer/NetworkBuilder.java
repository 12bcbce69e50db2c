package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.attribute.Techniques;
import dev.kiln.processor.operation.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Collects the operations of a network layer by layer, and what is wrong with them. */
final class NetworkBuilder {

    private final List<Operation> operations = new ArrayList<>();
    private final List<ShapeTrace.Entry> traces = new ArrayList<>();
    private final List<TracedProblem> findings = new ArrayList<>();
    private Activation following = Activation.NONE;
    private boolean sound = true;
    private final Set<String> names = new HashSet<>();
    private final Set<Tensor> smallMaps = new HashSet<>();
    private final String lastDense;
    private Techniques scope;
    private int dropouts;

    /** {@code lastDense}: path of the last dense layer of the network, empty if there is none. */
    NetworkBuilder(Techniques techniques, String lastDense) {
        this.scope = techniques;
        this.lastDense = lastDense;
    }

    /** What holds for a layer that says {@code own} of itself. */
    Techniques techniques(Techniques own) {
        return own.within(scope);
    }

    /** Appends the inside of a block about which {@code techniques} is said. */
    Tensor within(Techniques techniques, Supplier<Tensor> inside) {
        Techniques around = scope;
        scope = techniques.within(around);
        Tensor result = inside.get();
        scope = around;
        return result;
    }

    boolean isLastDense(String path) {
        return path.equals(lastDense);
    }

    /** The number of the next dropout. */
    int nextDropout() {
        return dropouts++;
    }

    /** A name for a tensor that no other has: numbered where {@code wanted} is taken. */
    String fresh(String wanted) {
        String name = wanted;
        for (int i = 2; !names.add(name); i++) {
            name = wanted + " " + i;
        }
        return name;
    }

    /** Stands for the operations that there are so far. */
    int mark() {
        return operations.size();
    }

    /** Moves what was added since {@code from} to the place {@code to}. */
    void moveBack(int to, int from) {
        List<Operation> moved = operations.subList(to, operations.size());
        Collections.rotate(moved, operations.size() - from);
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

    /** What the next layer begins with; initial weights depend on it. */
    void expect(Activation activation) {
        following = activation;
    }

    Activation following() {
        return following;
    }

    /** The activation itself, or where there is none the one that follows as a layer of its own. */
    Activation effective(Activation own) {
        return own.isNone() ? following : own;
    }

    void trace(Site site, Shape before, Shape shape, String description) {
        traces.add(new ShapeTrace.Entry(site.path(), before, shape, description, site));
    }

    void traceInput(Site model, Shape shape) {
        traces.add(new ShapeTrace.Entry("input", shape, shape, "", model));
    }

    List<ShapeTrace.Entry> traces() {
        return List.copyOf(traces);
    }

    void report(Problem problem) {
        sound &= !problem.code().isError();
        findings.add(new TracedProblem(problem, traces()));
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
    Tensor fail(Site site, Shape before, String description, Problem problem) {
        trace(site, before, Shape.UNKNOWN, description);
        report(problem);
        return new Tensor(site.path(), Shape.UNKNOWN);
    }

    /**
     * A window larger than its map. Of several windows on one map only the first is reported, and
     * after it none on a vector, which is what dense layers make of everything.
     */
    Tensor failOnMap(Site site, Tensor map, String description, Problem problem) {
        boolean follows = !smallMaps.isEmpty() && map.shape().isVector();
        if (smallMaps.add(map) && !follows) {
            return fail(site, map.shape(), description, problem);
        }
        trace(site, map.shape(), Shape.UNKNOWN, description);
        giveUp();
        return new Tensor(site.path(), Shape.UNKNOWN);
    }

    List<TracedProblem> findings() {
        return List.copyOf(findings);
    }
}
