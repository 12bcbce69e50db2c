package dev.kiln.processor.operation;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.Sum;
import dev.kiln.processor.graph.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The end of a residual block (He et al. 2016): what came over the path plus what came over the
 * shortcut.
 *
 * @param what the shortcut, in words
 */
public record AdditionOp(
        String layer,
        Tensor path,
        Tensor shortcut,
        Tensor output,
        String what,
        Activation activation)
        implements Operation {

    @Override
    public List<Tensor> inputs() {
        return List.of(path, shortcut);
    }

    @Override
    public Shape inferredShape() {
        return path.shape();
    }

    @Override
    public Operation reading(UnaryOperator<Tensor> change) {
        return new AdditionOp(
                layer, change.apply(path), change.apply(shortcut), output, what, activation);
    }

    @Override
    public Optional<Operation> withEpilogue(Activation next, Tensor result) {
        return activation.isNone() && next.isElementwise()
                ? Optional.of(new AdditionOp(layer, path, shortcut, result, what, next))
                : Optional.empty();
    }

    @Override
    public List<Step> forward() {
        return List.of(
                Step.of(
                        layer,
                        new Sum(2, output.shape().size(), activation),
                        Operand.of(path),
                        Operand.of(shortcut),
                        Operand.of(output)));
    }

    @Override
    public List<Step> backward(Gradients gradients) {
        Slope slope = new Slope(layer, activation, output);
        List<Step> steps = new ArrayList<>(slope.steps(gradients));
        Stream.of(path, shortcut)
                .filter(gradients::needed)
                .forEach(input -> gradients.pass(input, slope.tensor(gradients)));
        return steps;
    }

    @Override
    public String description() {
        return "plus " + what + Descriptions.suffix(activation);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
