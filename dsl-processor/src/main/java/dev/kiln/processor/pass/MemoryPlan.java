package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Which buffer holds which tensors. Tensors that are not alive at the same time share one, and
 * where a kernel allows it its result replaces what it read. Every buffer is an array of its own,
 * and tensors begin at its first element.
 *
 * @param lowerBound floats a sample that every plan needs
 */
public record MemoryPlan(List<Buffer> buffers, long lowerBound) {

    /**
     * One array.
     *
     * @param index its number, from 0, in the order of first use
     * @param size floats for each sample: those of the largest tensor in it
     * @param tensors what it holds, one after the other
     */
    public record Buffer(int index, int size, List<Tensor> tensors) {

        public Buffer {
            tensors = List.copyOf(tensors);
        }
    }

    public MemoryPlan {
        buffers = List.copyOf(buffers);
    }

    /**
     * Plans a program.
     *
     * @param external tensors that lie in arrays of the caller: they get no buffer and are never
     *     overwritten
     * @param kept tensors that must still be there when all steps are done
     */
    public static MemoryPlan of(List<Step> steps, Set<Tensor> external, Set<Tensor> kept) {
        Lifetimes lifetimes = Lifetimes.of(steps, external, kept);
        List<List<Lifetime>> groups = new ArrayList<>();
        for (List<Lifetime> group : Packing.best(lifetimes)) {
            groups.add(group.stream().sorted(Comparator.comparingInt(Lifetime::first)).toList());
        }
        groups.sort(Comparator.comparingInt(g -> lifetimes.all().indexOf(g.get(0))));
        List<Buffer> buffers = new ArrayList<>();
        for (List<Lifetime> group : groups) {
            buffers.add(
                    new Buffer(
                            buffers.size(),
                            group.stream().mapToInt(Lifetime::size).max().orElse(0),
                            group.stream().map(Lifetime::tensor).toList()));
        }
        MemoryPlan plan = new MemoryPlan(buffers, lifetimes.lowerBound());
        MemoryCheck.check(steps, external, kept, plan);
        return plan;
    }

    /** A plan in which every tensor has a buffer of its own. */
    public static MemoryPlan apart(List<Step> steps, Set<Tensor> external) {
        List<Buffer> buffers = new ArrayList<>();
        for (Lifetime lifetime : Lifetimes.of(steps, external, Set.of()).all()) {
            List<Tensor> one = List.of(lifetime.tensor());
            buffers.add(new Buffer(buffers.size(), lifetime.size(), one));
        }
        return new MemoryPlan(buffers, 0);
    }

    /** The buffer that holds {@code tensor}. */
    public Buffer bufferOf(Tensor tensor) {
        return buffers.stream()
                .filter(b -> b.tensors().contains(tensor))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(tensor + " has no buffer"));
    }

    /** The sum of the sizes of all buffers. */
    public long floatsPerSample() {
        return buffers.stream().mapToLong(Buffer::size).sum();
    }
}
