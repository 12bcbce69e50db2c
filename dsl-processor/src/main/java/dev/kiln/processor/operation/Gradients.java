package dev.kiln.processor.operation;

import dev.kiln.processor.graph.Tensor;

/**
 * Where an operation finds the derivative of the loss by its output, and where it leaves those by
 * its inputs. A tensor that several operations read gets the sum of what they leave.
 */
public interface Gradients {

    /** The tensor that holds the derivative of the loss by {@code output}. */
    Tensor of(Tensor output);

    /** A new tensor for what the operation adds to the derivative by {@code input}. */
    Tensor into(Tensor input);

    /**
     * What the operation adds to the derivative by {@code input} is what {@code gradient} holds.
     */
    void pass(Tensor input, Tensor gradient);

    /**
     * The derivative by what an activation fused into the operation that computes {@code tensor}
     * was applied to.
     */
    Tensor beforeActivation(Tensor tensor);

    /** Whether anybody needs the derivative by {@code tensor}. */
    boolean needed(Tensor tensor);
}
