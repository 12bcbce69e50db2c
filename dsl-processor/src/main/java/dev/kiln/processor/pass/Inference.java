package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Folding;
import dev.kiln.processor.graph.Graph;
import dev.kiln.processor.graph.Operation;
import dev.kiln.processor.graph.Operation.Folded;
import dev.kiln.processor.graph.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a network is once it is trained: no dropout, running statistics, batch norm folded. */
public final class Inference {

    private Inference() {}

    /**
     * A graph for a predictor.
     *
     * @param foldings what is to be done with the parameters first
     */
    public record Result(Graph graph, List<Folding> foldings) {

        public Result {
            foldings = List.copyOf(foldings);
        }
    }

    /** Without what only training does. */
    public static Graph apply(Graph graph) {
        Map<Tensor, Tensor> replaced = new HashMap<>();
        UnaryOperator<Tensor> change = t -> replaced.getOrDefault(t, t);
        List<Operation> operations = new ArrayList<>();
        for (Operation operation : graph.operations()) {
            Optional<Operation> trained = operation.reading(change).trained();
            trained.ifPresent(operations::add);
            if (trained.isEmpty()) {
                replaced.put(operation.output(), change.apply(operation.inputs().get(0)));
            }
        }
        return new Graph(
                graph.input(),
                operations,
                change.apply(graph.logits()),
                graph.last(),
                graph.loss());
    }

    /** With every batch norm folded into the convolution or dense layer in front of it. */
    public static Result fold(Graph graph) {
        List<Operation> operations = new ArrayList<>();
        List<Folding> foldings = new ArrayList<>();
        Map<Tensor, Integer> readers = graph.readers();
        for (Operation next : graph.operations()) {
            Optional<Folded> folded =
                    operations.isEmpty()
                            ? Optional.empty()
                            : folded(graph, readers, operations.get(operations.size() - 1), next);
            if (folded.isPresent()) {
                operations.set(operations.size() - 1, folded.get().operation());
                foldings.add(folded.get().folding());
            } else {
                operations.add(next);
            }
        }
        return new Result(
                new Graph(graph.input(), operations, graph.logits(), graph.last(), graph.loss()),
                foldings);
    }

    private static Optional<Folded> folded(
            Graph graph, Map<Tensor, Integer> readers, Operation first, Operation next) {
        Tensor between = first.output();
        boolean follows =
                next.inputs().contains(between)
                        && readers.get(between) == 1
                        && !graph.logits().equals(between);
        return follows ? first.folded(next) : Optional.empty();
    }
}
