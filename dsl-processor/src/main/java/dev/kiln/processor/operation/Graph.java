package dev.kiln.processor.operation;

import dev.kiln.processor.graph.Loss;
import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    /** Numbers that are learned; running statistics don't count, as in published figures. */
    public long parameterCount() {
        return parameters().stream().filter(p -> !p.isStatistic()).mapToLong(Parameter::size).sum();
    }

    /** The steps from the input to the logits. */
    public List<Step> forward() {
        return operations.stream().flatMap(o -> o.forward().stream()).toList();
    }

    /** For each tensor that is read how often operations do. */
    public Map<Tensor, Integer> readers() {
        Map<Tensor, Integer> readers = new HashMap<>();
        operations.forEach(o -> o.inputs().forEach(t -> readers.merge(t, 1, Integer::sum)));
        return readers;
    }

    public long multiplyAdds() {
        return operations.stream().mapToLong(Operation::multiplyAdds).sum();
    }
}
