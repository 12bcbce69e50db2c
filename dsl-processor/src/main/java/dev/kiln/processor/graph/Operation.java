package dev.kiln.processor.graph;

import dev.kiln.processor.graph.kernel.Activation;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A differentiable operation of the network. Implemented beside the layer that appends it. */
public interface Operation {

    /** The path of the layer's field, e.g. {@code stage2.0.first}. */
    String layer();

    List<Tensor> inputs();

    Tensor output();

    /** The shape that follows from the inputs; the verifier compares it with {@link #output}. */
    Shape inferredShape();

    default List<Parameter> parameters() {
        return List.of();
    }

    /** Multiply-adds for one sample, as papers count them: only products with weights. */
    default long multiplyAdds() {
        return 0;
    }

    /** In a few words, for tables and comments: {@code conv 5x5, 6 filters, relu}. */
    String describe();

    /** The calls that compute the output, in order. */
    List<Step> forward();

    /** The calls that compute the gradients of the parameters and of the inputs, in order. */
    List<Step> backward(Gradients gradients);

    /**
     * The same operation on other inputs: each of its own is replaced by what {@code change} gives.
     */
    Operation reading(UnaryOperator<Tensor> change);

    /** Whether training moves running statistics of its own. */
    default boolean keepsStatistics() {
        return false;
    }

    /** What the operation is once the network is trained; empty where it then does nothing. */
    default Optional<Operation> trained() {
        return Optional.of(this);
    }

    /** The activation, if that is all that the operation does. */
    default Optional<Activation> activationOnly() {
        return Optional.empty();
    }

    /**
     * This operation followed by {@code activation}, applied while the result is stored; empty
     * where that can't be.
     */
    default Optional<Operation> withEpilogue(Activation activation, Tensor result) {
        return Optional.empty();
    }

    /**
     * This operation and {@code next}, which follows it, as one, for a predictor; empty where that
     * can't be.
     */
    default Optional<Folded> folded(Operation next) {
        return Optional.empty();
    }

    /** An operation that does what two did, if the parameters are folded first. */
    record Folded(Operation operation, Folding folding) {}

    /** The two tensors that are added, if that is all that the operation does. */
    default Optional<List<Tensor>> additionOnly() {
        return Optional.empty();
    }

    /**
     * This operation with {@code addend} added to its result while that is stored; empty where that
     * can't be.
     */
    default Optional<Operation> withAddend(Tensor addend, Tensor result) {
        return Optional.empty();
    }
}
