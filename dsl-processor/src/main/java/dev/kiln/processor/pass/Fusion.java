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
 * derivative follows from their output are merged: the others need their input later. Micro-kernels
 * apply no activation but ReLU.
 */
public final class Fusion {

    private Fusion() {}

    /**
     * Merges what training allows.
     *
     * @param panels whether convolutions and products share micro-kernels
     */
    public static Outcome<Graph> forTraining(Graph graph, Options options, boolean panels) {
        return apply(graph, true, options, panels);
    }

    /** Merges everything that can be: nothing is needed after it was used. */
    public static Outcome<Graph> forPrediction(Graph graph, Options options, boolean panels) {
        return apply(graph, false, options, panels);
    }

    private static Outcome<Graph> apply(
            Graph graph, boolean training, Options options, boolean panels) {
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
            if (next instanceof AdditionOp addition && addition.activation().isNone()) {
                fused =
                        last.filter(o -> options.has(Optimization.ADDITIONS))
                                .flatMap(o -> o.withAddend(other(next, o.output()), next.output()));
                decisions.add(ofAddition(next, fused.isPresent(), options));
            }
            if (next instanceof ActivationOp sweep) {
                Activation activation = sweep.activation();
                boolean apart =
                        panels && last.filter(o -> Panels.refuses(o, activation)).isPresent();
                Optional<Operation> possible =
                        last.filter(o -> options.has(Optimization.ACTIVATIONS) && !apart)
                                .flatMap(o -> o.withEpilogue(activation, next.output()));
                fused = possible.filter(o -> !training || activation.differentiableFromOutput());
                decisions.add(
                        fused.isPresent()
                                ? Decision.applied(
                                        next.layer(), "applied while the result is stored")
                                : Decision.refused(
                                        next.layer(),
                                        apart
                                                ? "micro-kernels apply no activation but ReLU"
                                                : refusal(possible.isPresent(), last, options)));
            }
            if (fused.isPresent()) {
                operations.set(operations.size() - 1, fused.get());
            } else {
                operations.add(next);
            }
        }
        return new Outcome<>(
                new Graph(graph.input(), operations, graph.logits(), graph.last(), graph.loss()),
                decisions);
    }

    private static Decision ofAddition(Operation sum, boolean fused, Options options) {
        return fused
                ? Decision.applied(sum.layer(), "added while the normalized result is stored")
                : Decision.refused(
                        sum.layer(),
                        options.has(Optimization.ADDITIONS)
                                ? "what is in front of the sum is no batch norm"
                                : "-Akiln.off=additions");
    }

    private static String refusal(boolean possible, Optional<Operation> last, Options options) {
        if (!options.has(Optimization.ACTIVATIONS)) {
            return "-Akiln.off=activations";
        }
        if (possible) {
            return "its derivative needs its input later";
        }
        return last.isPresent()
                ? "what is in front of it doesn't compute a sum"
                : "what is in front of it is read elsewhere too";
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
