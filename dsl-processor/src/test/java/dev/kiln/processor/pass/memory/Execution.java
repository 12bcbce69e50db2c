package dev.kiln.processor.pass.memory;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Argument.Access;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Runs a program with numbers: each result is a hash of what is read and of where. Element i of the
 * results depends on element i of the first operand and on all elements of the others, as in
 * kernels that work in place.
 */
final class Execution {

    private Execution() {}

    /**
     * The content of the tensors when all steps are done, with every tensor in an array of its own.
     */
    static Map<Tensor, int[]> apart(RandomProgram program) {
        Map<Tensor, int[]> arrays = new HashMap<>();
        run(program, t -> arrays.computeIfAbsent(t, x -> initial(x.shape().size())));
        return arrays;
    }

    /** The same with the arrays of a plan. */
    static Map<Tensor, int[]> planned(RandomProgram program, BufferAssignment plan) {
        Map<Integer, int[]> buffers = new HashMap<>();
        plan.buffers().forEach(b -> buffers.put(b.index(), initial(b.size())));
        Map<Tensor, int[]> given = new HashMap<>();
        program.external().forEach(t -> given.put(t, initial(t.shape().size())));
        Function<Tensor, int[]> arrays =
                t -> given.containsKey(t) ? given.get(t) : buffers.get(plan.bufferOf(t).index());
        run(program, arrays);
        Map<Tensor, int[]> kept = new HashMap<>();
        program.kept().forEach(t -> kept.put(t, arrays.apply(t)));
        return kept;
    }

    private static void run(RandomProgram program, Function<Tensor, int[]> arrays) {
        program.steps().forEach(step -> run(step, arrays));
    }

    /** Runs one step. */
    static void run(Step step, Function<Tensor, int[]> arrays) {
        List<Tensor> reads = with(step, Access.READ);
        List<Tensor> writes = with(step, Access.WRITE);
        if (step.kernel().inPlace()) {
            inPlace(step, reads, writes.get(0), arrays);
        } else {
            scattered(step, reads, writes, arrays);
        }
    }

    private static void inPlace(
            Step step, List<Tensor> reads, Tensor write, Function<Tensor, int[]> arrays) {
        int others = step.layer().hashCode();
        for (Tensor other : reads.subList(1, reads.size())) {
            others = 31 * others + sum(other, arrays);
        }
        int[] from = arrays.apply(reads.get(0));
        int[] to = arrays.apply(write);
        for (int i = 0; i < write.shape().size(); i++) {
            to[i] = Objects.hash(others, i, from[i % reads.get(0).shape().size()]);
        }
    }

    /**
     * Writes a part of each result, then reads all again: whatever shares memory without leave is
     * found out.
     */
    private static void scattered(
            Step step, List<Tensor> reads, List<Tensor> writes, Function<Tensor, int[]> arrays) {
        for (int round = 0; round < 2; round++) {
            for (Tensor write : writes) {
                int[] to = arrays.apply(write);
                for (int i = round; i < write.shape().size(); i += 2) {
                    int hash = Objects.hash(step.layer(), write.name(), i);
                    for (Tensor read : reads) {
                        hash = 31 * hash + sum(read, arrays);
                    }
                    to[i] = hash;
                }
            }
        }
    }

    private static int sum(Tensor tensor, Function<Tensor, int[]> arrays) {
        int[] x = arrays.apply(tensor);
        int hash = 0;
        for (int i = 0; i < tensor.shape().size(); i++) {
            hash = 31 * hash + x[i];
        }
        return hash;
    }

    static List<Tensor> with(Step step, Access access) {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < step.operands().size(); i++) {
            if (step.kernel().arguments().get(i).access() == access
                    && step.operands().get(i) instanceof Operand.Of of) {
                tensors.add(of.tensor());
            }
        }
        return tensors;
    }

    private static int[] initial(int size) {
        int[] x = new int[size];
        for (int i = 0; i < size; i++) {
            x[i] = 1000 + i;
        }
        return x;
    }
}
