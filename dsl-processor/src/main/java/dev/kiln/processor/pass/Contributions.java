package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.Sum;
import dev.kiln.processor.operation.Gradients;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.operation.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What each reader of a tensor adds to the gradient by it. Operations go backwards, so when the one
 * that computed a tensor has its turn, all readers have left their part.
 */
final class Contributions implements Gradients {

    private final Tensor input;
    private final Set<Tensor> needed;
    private final Map<Tensor, Integer> readers = new HashMap<>();
    private final Map<Tensor, List<Tensor>> parts = new HashMap<>();
    private final Map<Tensor, Tensor> combined = new HashMap<>();

    Contributions(Graph graph, Set<Tensor> needed) {
        this.input = graph.input();
        this.needed = needed;
        graph.operations().stream()
                .map(Operation::inputs)
                .forEach(inputs -> inputs.forEach(t -> readers.merge(t, 1, Integer::sum)));
    }

    static Tensor gradient(Tensor tensor) {
        return new Tensor("gradient of " + tensor.name(), tensor.shape());
    }

    /** The step that adds all parts of the gradient by a tensor up, if there is more than one. */
    Optional<Step> combine(Tensor tensor, String layer) {
        List<Tensor> all = parts.getOrDefault(tensor, List.of());
        if (all.isEmpty()) {
            throw new IllegalStateException("nobody computes the gradient by " + tensor);
        }
        // The gradient by the input belongs to the caller, so another tensor can't stand for it.
        boolean own = !tensor.equals(input) || all.get(0).equals(gradient(tensor));
        if (all.size() == 1 && own) {
            combined.put(tensor, all.get(0));
            return Optional.empty();
        }
        combined.put(tensor, gradient(tensor));
        List<Operand> operands = new ArrayList<>();
        all.forEach(part -> operands.add(Operand.of(part)));
        operands.add(Operand.of(gradient(tensor)));
        Sum sum = new Sum(all.size(), tensor.shape().size(), Activation.NONE);
        return Optional.of(new Step(layer, sum, operands));
    }

    @Override
    public Tensor of(Tensor output) {
        return combined.get(output);
    }

    @Override
    public Tensor into(Tensor tensor) {
        int count = parts.getOrDefault(tensor, List.of()).size();
        String name = gradient(tensor).name();
        boolean only = readers.getOrDefault(tensor, 0) < 2;
        Tensor part =
                only
                        ? gradient(tensor)
                        : new Tensor(name + ", part " + (count + 1), tensor.shape());
        pass(tensor, part);
        return part;
    }

    @Override
    public void pass(Tensor tensor, Tensor gradient) {
        parts.computeIfAbsent(tensor, t -> new ArrayList<>()).add(gradient);
    }

    @Override
    public Tensor beforeActivation(Tensor tensor) {
        return new Tensor(
                "gradient of " + tensor.name() + " before its activation", tensor.shape());
    }

    @Override
    public boolean needed(Tensor tensor) {
        return needed.contains(tensor);
    }
}
