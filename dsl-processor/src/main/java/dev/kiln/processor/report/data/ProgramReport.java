package dev.kiln.processor.report.data;

import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.pass.PassRecord;
import java.util.List;

/**
 * A program, and how its memory is used.
 *
 * @param use {@code training} or {@code prediction}
 * @param memory what its workspace takes
 * @param steps calls of kernels in order
 * @param buffers arrays, each with what it holds one after the other
 * @param passes passes that made it, in order
 */
public record ProgramReport(
        String use,
        Memory memory,
        List<StepReport> steps,
        List<BufferReport> buffers,
        List<PassRecord> passes) {

    /**
     * Working memory.
     *
     * @param chunk samples that go through together; 0 for the whole batch
     * @param keepsChunks whether each chunk of a batch has buffers, and not only each thread
     * @param bytesPerSample of all buffers that belong to chunks
     * @param apartBytes what a sample would take if no tensors shared a buffer
     * @param leastBytes what a sample takes at the fullest step; no plan needs less
     */
    public record Memory(
            int chunk, boolean keepsChunks, long bytesPerSample, long apartBytes, long leastBytes) {

        /** Bytes of a workspace; of a sample where the whole batch goes through together. */
        public long peakBytes() {
            return bytesPerSample * Math.max(1, chunk);
        }
    }

    /** Part of a program that a step belongs to. */
    public enum Phase {
        FORWARD,
        LOSS,
        BACKWARD
    }

    /** A call of a kernel on behalf of a layer. */
    public record StepReport(String layer, Phase phase, String kernel) {}

    /**
     * An array.
     *
     * @param bytes for each sample
     * @param local whether the chunks of a thread share it
     */
    public record BufferReport(int index, long bytes, boolean local, List<TensorReport> tensors) {

        public BufferReport {
            tensors = List.copyOf(tensors);
        }
    }

    /**
     * A tensor in its buffer.
     *
     * @param first the step that writes it, from 0
     * @param last the last step that reads it
     */
    public record TensorReport(String name, Shape shape, int first, int last) {}

    public ProgramReport {
        steps = List.copyOf(steps);
        buffers = List.copyOf(buffers);
        passes = List.copyOf(passes);
    }
}
