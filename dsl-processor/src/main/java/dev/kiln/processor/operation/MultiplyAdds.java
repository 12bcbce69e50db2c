package dev.kiln.processor.operation;

/** Multiply-adds for one sample, as papers count them: only products with weights. */
public final class MultiplyAdds implements OperationVisitor<Long> {

    private MultiplyAdds() {}

    public static long of(Operation operation) {
        return operation.accept(new MultiplyAdds());
    }

    @Override
    public Long visit(ConvolutionOp operation) {
        return (long) operation.weight().size() * operation.output().shape().pixels();
    }

    @Override
    public Long visit(DenseOp operation) {
        return (long) operation.weight().size();
    }

    @Override
    public Long visit(ActivationOp operation) {
        return 0L;
    }

    @Override
    public Long visit(AdditionOp operation) {
        return 0L;
    }

    @Override
    public Long visit(ConcatenationOp operation) {
        return 0L;
    }

    @Override
    public Long visit(DropoutOp operation) {
        return 0L;
    }

    @Override
    public Long visit(NormalizationOp operation) {
        return 0L;
    }

    @Override
    public Long visit(PoolingOp operation) {
        return 0L;
    }

    @Override
    public Long visit(ScalingOp operation) {
        return 0L;
    }
}
