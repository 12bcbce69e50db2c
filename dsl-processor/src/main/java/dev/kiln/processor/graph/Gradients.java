package dev.kiln.processor.graph;

/**
 * Where an operation finds the derivative of the loss by its output, and where it leaves those by
 * its inputs.
 */
public interface Gradients {

    /** The tensor that holds the derivative of the loss by {@code tensor}. */
    Tensor of(Tensor tensor);

    /**
     * The derivative by what an activation fused into the operation that computes {@code tensor}
     * was applied to.
     */
    Tensor beforeActivation(Tensor tensor);

    /** Whether anybody needs the derivative by {@code tensor}. */
    boolean needed(Tensor tensor);
}
