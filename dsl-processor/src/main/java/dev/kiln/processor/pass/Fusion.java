package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.operation.ActivationOp;
import dev.kiln.processor.operation.AdditionOp;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.operation.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Merges an activation, or the sum at the end of a residual block, into the operation in front of
 * it, which then applies it while it stores its result. In training only activations whose
 * derivative follows from their output are merged: the others need their input later.
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
    public static Result forTraining(Graph graph, Options options) {
        return apply(graph, true, options);
    }

    /** Merges everything that can be: nothing is needed after it was used. */
    public static Result forPrediction(Graph graph, Options options) {
        return apply(graph, false, options);
    }

    private static Result apply(Graph graph, boolean training, Options options) {
        List<Operation> operations = new ArrayList<>();
        List<Decision> decisions = new ArrayList<>();
        Map<Tensor, Integer> readers = graph.readers();
        for (Operation next : graph.operations()) {
            Optional<Operation> last =
                    operations.isEmpty()
                            ? Optional.empty()
                            : Optional.of(operations.get(operations.size() - 1))
                                    .filter(o -> follows(graph, readers, o, next));
            Optional<Operation> fused = Optional.empty();
            if (next instanceof AdditionOp addition
                    && addition.activation().isNone()
                    && options.has(Optimization.ADDITIONS)) {
                fused = last.flatMap(o -> o.withAddend(other(next, o.output()), next.output()));
                decisions.add(
                        new Decision(
                                next.layer(),
                                fused.isPresent(),
                                fused.isPresent()
                                        ? "added while the normalized result is stored"
                                        : "what is in front of it is no batch norm"));
            }
            if (next instanceof ActivationOp sweep && options.has(Optimization.ACTIVATIONS)) {
                Activation activation = sweep.activation();
                fused = last.flatMap(o -> o.withEpilogue(activation, next.output()));
                boolean blocked =
                        fused.isPresent() && training && !activation.differentiableFromOutput();
                String reason =
                        blocked
                                ? "its derivative needs its input later"
                                : fused.isPresent()
                                        ? "applied while the result is stored"
                                        : "what is in front of it doesn't compute a sum";
                fused = blocked ? Optional.empty() : fused;
                decisions.add(new Decision(next.layer(), fused.isPresent(), reason));
            }
            if (fused.isPresent()) {
                operations.set(operations.size() - 1, fused.get());
            } else {
                operations.add(next);
            }
        }
        return new Result(
                new Graph(graph.input(), operations, graph.logits(), graph.last(), graph.loss()),
                decisions);
    }

    /** Whether the result of the first operation is used by the next one only. */
    static boolean follows(
            Graph graph, Map<Tensor, Integer> readers, Operation first, Operation next) {
        Tensor between = first.output();
        return next.inputs().contains(between)
                && readers.get(between) == 1
                && !graph.logits().equals(between);
    }

    private static Tensor other(Operation addition, Tensor one) {
        List<Tensor> terms = addition.inputs();
        return terms.get(0).equals(one) ? terms.get(1) : terms.get(0);
    }
}
