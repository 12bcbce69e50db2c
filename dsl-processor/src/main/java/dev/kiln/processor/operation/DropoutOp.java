package dev.kiln.processor.operation;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Dropout;
import dev.kiln.processor.graph.shape.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Dropout. Which elements are dropped is computed again in the backward pass.
 *
 * @param number counts the dropouts of the network in the order of data flow, from 0
 */
public record DropoutOp(String layer, Tensor input, Tensor output, float rate, int number)
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
        return new DropoutOp(layer, change.apply(input), output, rate, number);
    }

    @Override
    public Optional<Operation> trained() {
        return Optional.empty();
    }

    @Override
    public List<Step> forward() {
        return List.of(step(input, output));
    }

    @Override
    public List<Step> backward(Gradients gradients) {
        return gradients.needed(input)
                ? List.of(step(gradients.of(output), gradients.into(input)))
                : List.of();
    }

    private Step step(Tensor from, Tensor to) {
        return Step.of(
                layer,
                new Dropout(output.shape().size(), rate, number),
                Operand.of(from),
                Operand.of(to));
    }

    @Override
    public String description() {
        return "dropout " + rate;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
