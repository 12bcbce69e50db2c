package dev.kiln.processor.operation;

import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.DenseForward;
import dev.kiln.processor.graph.kernel.DenseInputGradient;
import dev.kiln.processor.graph.kernel.DenseWeightGradient;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.shape.Shape;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Every unit sees every input: a matrix product, plus bias. */
public record DenseOp(
        String layer,
        Tensor input,
        Tensor output,
        Parameter weight,
        Optional<Parameter> bias,
        Activation activation)
        implements LinearOp {

    @Override
    public Shape inferredShape() {
        return Shape.vector(((Parameter.Dense) weight.layout()).units());
    }

    @Override
    public Operation reading(UnaryOperator<Tensor> change) {
        return new DenseOp(layer, change.apply(input), output, weight, bias, activation);
    }

    @Override
    public LinearOp with(Optional<Parameter> biases, Activation next, Tensor result) {
        return new DenseOp(layer, input, result, weight, biases, next);
    }

    @Override
    public Kernel forwardKernel() {
        return new DenseForward(1, fanIn(), units(), bias.isPresent(), activation);
    }

    @Override
    public Kernel weightGradientKernel() {
        return new DenseWeightGradient(1, fanIn(), units());
    }

    @Override
    public Kernel inputGradientKernel() {
        return new DenseInputGradient(1, fanIn(), units());
    }

    private int fanIn() {
        return input.shape().size();
    }

    private int units() {
        return output.shape().size();
    }

    @Override
    public String description() {
        return "dense, " + units() + " units" + Descriptions.suffix(activation);
    }

    @Override
    public long multiplyAdds() {
        return weight.size();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
