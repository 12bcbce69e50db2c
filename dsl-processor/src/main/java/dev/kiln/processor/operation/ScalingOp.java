package dev.kiln.processor.operation;

import dev.kiln.processor.graph.InputScaling;
import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.ScaleInput;
import dev.kiln.processor.graph.kernel.ScaleInputBackward;
import dev.kiln.processor.graph.shape.Shape;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The preprocessing that the model declares: {@code factor * x + offset} for each channel of the
 * raw input.
 */
public record ScalingOp(String layer, Tensor input, Tensor output, InputScaling scaling)
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
        return new ScalingOp(layer, change.apply(input), output, scaling);
    }

    @Override
    public List<Step> forward() {
        return List.of(
                Step.of(
                        layer,
                        new ScaleInput(input.shape(), scaling.factor(), scaling.offset()),
                        Operand.of(input),
                        Operand.of(output)));
    }

    @Override
    public List<Step> backward(Gradients gradients) {
        return gradients.needed(input)
                ? List.of(
                        Step.of(
                                layer,
                                new ScaleInputBackward(input.shape(), scaling.factor()),
                                Operand.of(gradients.of(output)),
                                Operand.of(gradients.into(input))))
                : List.of();
    }

    @Override
    public String description() {
        return "scaled by "
                + Descriptions.numbers(scaling.factor())
                + ", plus "
                + Descriptions.numbers(scaling.offset());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
