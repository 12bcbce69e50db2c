package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Folding;
import dev.kiln.processor.graph.Graph;
import dev.kiln.processor.graph.Operation;
import dev.kiln.processor.graph.Operation.Folded;
import dev.kiln.processor.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Folds batch norm with its running statistics into the weights in front of it. */
public final class BatchNormFolding {

    private BatchNormFolding() {}

    /** With every batch norm folded into the convolution or dense layer in front of it. */
    public static FoldedGraph apply(Graph graph) {
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
        return new FoldedGraph(
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
