package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.operation.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Turns a network into what it is once it is trained: no dropout, running statistics. */
public final class Inference {

    private Inference() {}

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
}
