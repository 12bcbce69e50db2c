package dev.kiln.processor.operation;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.AveragePoolBackward;
import dev.kiln.processor.graph.kernel.AveragePoolForward;
import dev.kiln.processor.graph.kernel.MaxPoolBackward;
import dev.kiln.processor.graph.kernel.MaxPoolForward;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Maximum or average over windows of each channel. A global pool has a window of the size of the
 * map.
 *
 * @param countPadding whether averages divide by the size of the window, padding included
 */
public record PoolingOp(
        String layer, Tensor input, Tensor output, Type type, Window window, boolean countPadding)
        implements Operation {

    public enum Type {
        MAX,
        AVERAGE
    }

    @Override
    public List<Tensor> inputs() {
        return List.of(input);
    }

    @Override
    public Shape inferredShape() {
        return window.output(input.shape().channels());
    }

    @Override
    public Operation reading(UnaryOperator<Tensor> change) {
        return new PoolingOp(layer, change.apply(input), output, type, window, countPadding);
    }

    @Override
    public List<Step> forward() {
        return List.of(
                Step.of(
                        layer,
                        type == Type.MAX
                                ? new MaxPoolForward(window)
                                : new AveragePoolForward(window, countPadding),
                        Operand.of(input),
                        Operand.of(output)));
    }

    @Override
    public List<Step> backward(Gradients gradients) {
        if (!gradients.needed(input)) {
            return List.of();
        }
        Operand outputGradient = Operand.of(gradients.of(output));
        Operand inputGradient = Operand.of(gradients.into(input));
        return List.of(
                type == Type.MAX
                        ? Step.of(
                                layer,
                                new MaxPoolBackward(window),
                                Operand.of(input),
                                Operand.of(output),
                                outputGradient,
                                inputGradient)
                        : Step.of(
                                layer,
                                new AveragePoolBackward(window, countPadding),
                                outputGradient,
                                inputGradient));
    }

    @Override
    public String description() {
        return Descriptions.pool(type.name().toLowerCase(Locale.ROOT), window);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
