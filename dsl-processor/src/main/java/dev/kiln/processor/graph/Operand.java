package dev.kiln.processor.graph;

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

    /** Numbers of the whole batch, not of each sample: a mean for each channel, for example. */
    record Batchwise(String name, int size) implements Operand {}

    /** Numbers of each chunk of the batch: sums over its samples, for example. */
    record Chunkwise(String name, int size, boolean doubles) implements Operand {}

    /** The loss of each sample. */
    record Losses() implements Operand {}

    static Operand of(Tensor tensor) {
        return new Of(tensor);
    }
}
