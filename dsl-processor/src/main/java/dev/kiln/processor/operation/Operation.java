package dev.kiln.processor.operation;

import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.shape.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A differentiable operation of the network. Those who treat each kind differently, such as
 * exports, do so with a {@link Visitor}, so that the compiler says what a new kind lacks.
 */
public sealed interface Operation
        permits LinearOp,
                ActivationOp,
                AdditionOp,
                ConcatenationOp,
                DropoutOp,
                NormalizationOp,
                PoolingOp,
                ScalingOp {

    /** The path of the layer's field, e.g. {@code stage2.0.first}. */
    String layer();

    List<Tensor> inputs();

    Tensor output();

    /** The shape that follows from the inputs; the verifier compares it with {@link #output}. */
    Shape inferredShape();

    default List<Parameter> parameters() {
        return List.of();
    }

    /**
     * In a few words, as tables, comments and errors name it: {@code conv 5x5, 6 filters, relu}.
     */
    String description();

    /** Multiply-adds for one sample, as papers count them: only products with weights. */
    default long multiplyAdds() {
        return 0;
    }

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

    /**
     * This operation followed by {@code activation}, applied while the result is stored; empty
     * where that can't be.
     */
    default Optional<Operation> withEpilogue(Activation activation, Tensor result) {
        return Optional.empty();
    }

    /**
     * This operation with {@code addend} added to its result while that is stored; empty where that
     * can't be.
     */
    default Optional<Operation> withAddend(Tensor addend, Tensor result) {
        return Optional.empty();
    }

    <R> R accept(Visitor<R> visitor);

    /**
     * An answer for each kind of operation.
     *
     * @param <R> the type of the answer
     */
    interface Visitor<R> {

        R visit(ActivationOp operation);

        R visit(AdditionOp operation);

        R visit(ConcatenationOp operation);

        R visit(ConvolutionOp operation);

        R visit(DenseOp operation);

        R visit(DropoutOp operation);

        R visit(NormalizationOp operation);

        R visit(PoolingOp operation);

        R visit(ScalingOp operation);
    }
}
