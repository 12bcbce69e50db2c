package dev.kiln.processor.operation;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.ChannelSlice;
import dev.kiln.processor.graph.kernel.Concatenate;
import dev.kiln.processor.graph.kernel.TakeChannels;
import dev.kiln.processor.graph.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The end of an inception block (Szegedy et al. 2015): its branches side by side. */
public record ConcatenationOp(String layer, List<Tensor> inputs, Tensor output)
        implements Operation {

    public ConcatenationOp {
        inputs = List.copyOf(inputs);
    }

    @Override
    public Shape inferredShape() {
        Shape first = inputs.get(0).shape();
        return new Shape(first.height(), first.width(), channels().stream().mapToInt(c -> c).sum());
    }

    private List<Integer> channels() {
        return inputs.stream().map(t -> t.shape().channels()).toList();
    }

    @Override
    public Operation reading(UnaryOperator<Tensor> change) {
        return new ConcatenationOp(layer, inputs.stream().map(change).toList(), output);
    }

    @Override
    public List<Step> forward() {
        List<Operand> operands = new ArrayList<>();
        inputs.forEach(t -> operands.add(Operand.of(t)));
        operands.add(Operand.of(output));
        return List.of(
                new Step(layer, new Concatenate(output.shape().pixels(), channels()), operands));
    }

    @Override
    public List<Step> backward(Gradients gradients) {
        List<Step> steps = new ArrayList<>();
        int from = 0;
        for (Tensor input : inputs) {
            int channels = input.shape().channels();
            if (gradients.needed(input)) {
                steps.add(
                        Step.of(
                                layer,
                                new TakeChannels(
                                        output.shape().pixels(),
                                        new ChannelSlice(
                                                from, channels, output.shape().channels())),
                                Operand.of(gradients.of(output)),
                                Operand.of(gradients.into(input))));
            }
            from += channels;
        }
        return steps;
    }

    @Override
    public String description() {
        return inputs.size() + " branches joined";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
