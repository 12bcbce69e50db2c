package dev.kiln.processor.operation;

/**
 * An answer for each kind of operation.
 *
 * @param <R> the type of the answer
 */
public interface OperationVisitor<R> {

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
