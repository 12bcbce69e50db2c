package dev.kiln.processor.graph;

import java.util.Optional;

/** An array or number that a step passes to its kernel. */
public sealed interface Operand {

    /** A value of the batch. */
    record Of(Tensor tensor) implements Operand {}

    /** The numbers of a parameter. */
    record Value(Parameter parameter) implements Operand {}

    /** The gradient of the loss by a parameter. */
    record Gradient(Parameter parameter) implements Operand {}

    /** The class indices of the target, or its values. */
    record Target(boolean classes) implements Operand {}

    /**
     * Numbers of the whole batch, not of each sample: a mean for each channel, for example.
     *
     * @param member where they are a member of what a batch normalization keeps
     */
    record Batchwise(String name, int size, Optional<Member> member) implements Operand {

        /** An array of its own. */
        public Batchwise(String name, int size) {
            this(name, size, Optional.empty());
        }
    }

    /**
     * Numbers of each chunk of the batch: sums over its samples, for example.
     *
     * @param member where they are a member of what a batch normalization keeps
     */
    record Chunkwise(String name, int size, boolean doubles, Optional<Member> member)
            implements Operand {

        /** Arrays of their own. */
        public Chunkwise(String name, int size, boolean doubles) {
            this(name, size, doubles, Optional.empty());
        }
    }

    /**
     * A member of what a batch normalization keeps of a batch.
     *
     * @param layer the normalization
     */
    record Member(String layer, int channels, String name) {}

    /** The loss of each sample. */
    record Losses() implements Operand {}

    static Operand of(Tensor tensor) {
        return new Of(tensor);
    }
}
