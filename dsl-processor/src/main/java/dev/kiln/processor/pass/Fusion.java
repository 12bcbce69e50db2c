package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Graph;
import dev.kiln.processor.graph.Operation;
import dev.kiln.processor.graph.kernel.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Merges an activation into the operation in front of it, which then applies it while it stores its
 * result. In training only activations whose derivative follows from their output are merged: the
 * others need their input later.
 */
public final class Fusion {

    private Fusion() {}

    /**
     * What was considered.
     *
     * @param layer path of the layer
     * @param fused whether it was merged
     * @param reason in words
     */
    public record Decision(String layer, boolean fused, String reason) {}

    /** The graph with its activations merged, and what was decided about each. */
    public record Result(Graph graph, List<Decision> decisions) {

        public Result {
            decisions = List.copyOf(decisions);
        }
    }

    /** Merges what training allows. */
    public static Result forTraining(Graph graph) {
        return apply(graph, true);
    }

    /** Merges everything that can be: nothing is needed after it was used. */
    public static Result forPrediction(Graph graph) {
        return apply(graph, false);
    }

    private static Result apply(Graph graph, boolean training) {
        List<Operation> operations = new ArrayList<>();
        List<Decision> decisions = new ArrayList<>();
        for (Operation next : graph.operations()) {
            Optional<Activation> activation = next.activationOnly();
            if (activation.isEmpty() || operations.isEmpty()) {
                operations.add(next);
                continue;
            }
            Operation last = operations.get(operations.size() - 1);
            Optional<Operation> fused = fuse(graph, last, next, activation.get());
            if (fused.isPresent() && training && !activation.get().differentiableFromOutput()) {
                decisions.add(
                        new Decision(next.layer(), false, "its derivative needs its input later"));
                operations.add(next);
            } else if (fused.isPresent()) {
                decisions.add(
                        new Decision(next.layer(), true, "applied while the result is stored"));
                operations.set(operations.size() - 1, fused.get());
            } else {
                decisions.add(
                        new Decision(
                                next.layer(),
                                false,
                                "what is in front of it doesn't compute a sum"));
                operations.add(next);
            }
        }
        return new Result(
                new Graph(graph.input(), operations, graph.logits(), graph.last(), graph.loss()),
                decisions);
    }

    private static Optional<Operation> fuse(
            Graph graph, Operation first, Operation next, Activation activation) {
        boolean follows = next.inputs().equals(List.of(first.output()));
        long readers =
                graph.operations().stream()
                        .filter(o -> o.inputs().contains(first.output()))
                        .count();
        return follows && readers == 1 && !graph.logits().equals(first.output())
                ? first.withEpilogue(activation, next.output())
                : Optional.empty();
    }
}
