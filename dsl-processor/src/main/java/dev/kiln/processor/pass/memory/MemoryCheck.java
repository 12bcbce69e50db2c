package dev.kiln.processor.pass.memory;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Argument.Access;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Walks through a program and sees whether every tensor is still in its buffer whenever it is
 * needed.
 */
final class MemoryCheck {

    private final BufferAssignment plan;
    private final Set<Tensor> external;
    private final Map<Integer, Tensor> content = new HashMap<>();

    private MemoryCheck(BufferAssignment plan, Set<Tensor> external) {
        this.plan = plan;
        this.external = external;
    }

    /**
     * Checks a plan.
     *
     * @throws IllegalStateException naming the step and the tensor that has been overwritten
     */
    static void check(
            List<Step> steps, Set<Tensor> external, Set<Tensor> kept, BufferAssignment plan) {
        MemoryCheck check = new MemoryCheck(plan, external);
        for (Step step : steps) {
            check.step(step);
        }
        for (Tensor tensor : kept) {
            if (!external.contains(tensor)) {
                check.requireContent(tensor, "the end");
            }
        }
    }

    private void step(Step step) {
        String where = step.layer() + ": " + step.kernel().name();
        for (Tensor tensor : owned(step, access -> access != Access.WRITE)) {
            requireContent(tensor, where);
        }
        for (Tensor tensor : owned(step, access -> access == Access.WRITE)) {
            requireApart(tensor, step, where);
            content.put(plan.bufferOf(tensor).index(), tensor);
        }
    }

    /** The tensors in buffers that the step uses in one of the ways asked for. */
    private List<Tensor> owned(Step step, Predicate<Access> way) {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < step.operands().size(); i++) {
            if (step.operands().get(i) instanceof Operand.Of of
                    && !external.contains(of.tensor())
                    && way.test(step.kernel().arguments().get(i).access())) {
                tensors.add(of.tensor());
            }
        }
        return tensors;
    }

    private void requireContent(Tensor tensor, String where) {
        BufferAssignment.Buffer buffer = plan.bufferOf(tensor);
        if (tensor.shape().size() > buffer.size()) {
            throw new IllegalStateException(tensor + " does not fit " + buffer);
        }
        Tensor held = content.get(buffer.index());
        if (!tensor.equals(held)) {
            throw new IllegalStateException(
                    "at "
                            + where
                            + " buffer "
                            + buffer.index()
                            + " should hold "
                            + tensor
                            + " but holds "
                            + held);
        }
    }

    /**
     * A result may only lie where the kernel's first operand does, and only if the kernel allows
     * that.
     */
    private void requireApart(Tensor result, Step step, String where) {
        int buffer = plan.bufferOf(result).index();
        Optional<Tensor> source = Lifetimes.inPlaceSource(step);
        for (Tensor other : owned(step, access -> true)) {
            boolean replaced =
                    source.equals(Optional.of(other))
                            && other.shape().size() == result.shape().size();
            if (!other.equals(result) && plan.bufferOf(other).index() == buffer && !replaced) {
                throw new IllegalStateException(
                        "at " + where + " " + result + " overwrites " + other);
            }
        }
    }
}
