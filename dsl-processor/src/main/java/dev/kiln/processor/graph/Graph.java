package dev.kiln.processor.graph;

import dev.kiln.processor.graph.kernel.Activation;
import java.util.List;

/**
 * A network: operations in the order of data flow.
 *
 * @param logits what the loss is computed from
 * @param last the activation between the logits and what {@code predict} returns: softmax or
 *     sigmoid where the loss contains it, else none
 */
public record Graph(
        Tensor input, List<Operation> operations, Tensor logits, Activation last, Loss loss) {

    public Graph {
        operations = List.copyOf(operations);
    }

    public List<Parameter> parameters() {
        return operations.stream().flatMap(o -> o.parameters().stream()).toList();
    }

    public long parameterCount() {
        return parameters().stream().mapToLong(Parameter::size).sum();
    }

    public long multiplyAdds() {
        return operations.stream().mapToLong(Operation::multiplyAdds).sum();
    }
}
