package dev.kiln.processor.pass.memory;

import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which buffer holds which tensors. Tensors that are not alive at the same time share one, and
 * where a kernel allows it its result replaces what it read. Every buffer is an array of its own,
 * and tensors begin at its first element.
 *
 * @param lowerBound floats a sample that every plan needs
 * @param byTensor the buffer of each tensor
 */
public record BufferAssignment(
        List<Buffer> buffers, long lowerBound, Map<Tensor, Buffer> byTensor) {

    /**
     * One array.
     *
     * @param index its number, from 0, in the order of first use
     * @param size floats for each sample: those of the largest tensor in it
     * @param local whether nothing in it outlives a segment, so that the chunks which a thread
     *     works on one after the other may use the same array
     * @param tensors what it holds, one after the other
     */
    public record Buffer(int index, int size, boolean local, List<Tensor> tensors) {

        public Buffer {
            tensors = List.copyOf(tensors);
        }
    }

    public BufferAssignment {
        buffers = List.copyOf(buffers);
        byTensor = Map.copyOf(byTensor);
    }

    BufferAssignment(List<Buffer> buffers, long lowerBound) {
        this(buffers, lowerBound, byTensor(buffers));
    }

    private static Map<Tensor, Buffer> byTensor(List<Buffer> buffers) {
        Map<Tensor, Buffer> byTensor = new HashMap<>();
        buffers.forEach(b -> b.tensors().forEach(t -> byTensor.put(t, b)));
        return byTensor;
    }

    /**
     * Plans a program.
     *
     * @param external tensors that lie in arrays of the caller: they get no buffer and are never
     *     overwritten
     * @param kept tensors that must still be there when all steps are done
     */
    public static BufferAssignment of(List<Step> steps, Set<Tensor> external, Set<Tensor> kept) {
        BufferAssignment plan = plan(steps, external, kept, false, 0);
        MemoryCheck.check(steps, external, kept, plan);
        return plan;
    }

    /**
     * Plans a program whose chunks all go through one segment before the first begins the next.
     * Tensors that nobody needs outside a segment lie in {@link Buffer#local} buffers: what a chunk
     * has left there need not go to memory, because the next one writes over it.
     *
     * @param external tensors that lie in arrays of the caller
     */
    public static BufferAssignment ofSegments(List<List<Step>> segments, Set<Tensor> external) {
        List<Step> steps = segments.stream().flatMap(List::stream).toList();
        Set<Tensor> local = Lifetimes.withinOne(segments);
        Set<Tensor> kept = new HashSet<>(Lifetimes.tensors(steps));
        kept.removeAll(local);
        BufferAssignment ofKept = plan(steps, union(external, local), Set.of(), false, 0);
        BufferAssignment ofLocal =
                plan(steps, union(external, kept), Set.of(), true, ofKept.buffers().size());
        List<Buffer> buffers = new ArrayList<>(ofKept.buffers());
        buffers.addAll(ofLocal.buffers());
        BufferAssignment plan =
                new BufferAssignment(buffers, ofKept.lowerBound() + ofLocal.lowerBound());
        MemoryCheck.check(steps, external, Set.of(), plan);
        return plan;
    }

    private static Set<Tensor> union(Set<Tensor> some, Set<Tensor> more) {
        Set<Tensor> all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }

    private static BufferAssignment plan(
            List<Step> steps,
            Set<Tensor> external,
            Set<Tensor> kept,
            boolean local,
            int firstIndex) {
        Lifetimes lifetimes = Lifetimes.of(steps, external, kept);
        List<Buffer> buffers = new ArrayList<>();
        for (List<Lifetime> group : BufferPacking.best(lifetimes)) {
            buffers.add(
                    new Buffer(
                            firstIndex + buffers.size(),
                            group.stream().mapToInt(Lifetime::size).max().orElse(0),
                            local,
                            group.stream().map(Lifetime::tensor).toList()));
        }
        return new BufferAssignment(buffers, lifetimes.lowerBound());
    }

    /** A plan in which every tensor has a buffer of its own. */
    public static BufferAssignment apart(List<Step> steps, Set<Tensor> external) {
        List<Buffer> buffers = new ArrayList<>();
        for (Lifetime lifetime : Lifetimes.of(steps, external, Set.of()).all()) {
            List<Tensor> one = List.of(lifetime.tensor());
            buffers.add(new Buffer(buffers.size(), lifetime.size(), false, one));
        }
        return new BufferAssignment(buffers, 0);
    }

    /** For each tensor the first and the last of the steps that mention it, from 0. */
    public static Map<Tensor, Lifetime> lifetimes(List<Step> steps) {
        Map<Tensor, Lifetime> lifetimes = new HashMap<>();
        Lifetimes.of(steps, Set.of(), Set.of()).all().forEach(l -> lifetimes.put(l.tensor(), l));
        return lifetimes;
    }

    /** The buffer that holds {@code tensor}. */
    public Buffer bufferOf(Tensor tensor) {
        Buffer buffer = byTensor.get(tensor);
        if (buffer == null) {
            throw new IllegalStateException(tensor + " has no buffer");
        }
        return buffer;
    }

    /** The sum of the sizes of all buffers. */
    public long floatsPerSample() {
        return buffers.stream().mapToLong(Buffer::size).sum();
    }
}
