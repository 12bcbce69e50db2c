package dev.kiln.processor.operation;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ActivationBackward;
import dev.kiln.processor.graph.kernel.ActivationForward;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.SoftmaxBackward;
import dev.kiln.processor.graph.kernel.SoftmaxForward;
import dev.kiln.processor.graph.shape.Shape;
import java.util.List;
import java.util.function.UnaryOperator;

/** An activation in a sweep of its own. */
public record ActivationOp(String layer, Tensor input, Tensor output, Activation activation)
        implements Operation {

    @Override
    public List<Tensor> inputs() {
        return List.of(input);
    }

    @Override
    public Shape inferredShape() {
        return input.shape();
    }

    @Override
    public Operation reading(UnaryOperator<Tensor> change) {
        return new ActivationOp(layer, change.apply(input), output, activation);
    }

    @Override
    public List<Step> forward() {
        Shape shape = input.shape();
        Kernel kernel =
                activation.isElementwise()
                        ? new ActivationForward(activation, shape.size())
                        : new SoftmaxForward(shape.pixels(), shape.channels());
        return List.of(Step.of(layer, kernel, Operand.of(input), Operand.of(output)));
    }

    @Override
    public List<Step> backward(Gradients gradients) {
        if (!gradients.needed(input)) {
            return List.of();
        }
        Shape shape = input.shape();
        Kernel kernel =
                activation.isElementwise()
                        ? new ActivationBackward(activation, shape)
                        : new SoftmaxBackward(shape.pixels(), shape.channels());
        return List.of(
                Step.of(
                        layer,
                        kernel,
                        Operand.of(gradients.of(output)),
                        Operand.of(activation.differentiableFromOutput() ? output : input),
                        Operand.of(gradients.into(input))));
    }

    @Override
    public String description() {
        return Descriptions.of(activation);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
