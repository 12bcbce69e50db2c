package dev.kiln.processor.operation;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.BiasGradient;
import dev.kiln.processor.graph.kernel.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An operation that is linear in its input and in its weights, plus a bias for each output channel;
 * an activation may be applied while the result is stored. What differs between convolution and
 * dense layers is the kernels.
 */
public sealed interface LinearOp extends Operation permits ConvolutionOp, DenseOp {

    Tensor input();

    Parameter weight();

    Optional<Parameter> bias();

    /** Applied to what is stored; {@link Activation#NONE} until a pass fuses one. */
    Activation activation();

    LinearOp with(Optional<Parameter> bias, Activation activation, Tensor output);

    Kernel forwardKernel();

    Kernel weightGradientKernel();

    Kernel inputGradientKernel();

    @Override
    default List<Tensor> inputs() {
        return List.of(input());
    }

    @Override
    default List<Parameter> parameters() {
        return Stream.concat(Stream.of(weight()), bias().stream()).toList();
    }

    @Override
    default Optional<Operation> withEpilogue(Activation next, Tensor result) {
        return activation().isNone() && next.isElementwise()
                ? Optional.of(with(bias(), next, result))
                : Optional.empty();
    }

    @Override
    default List<Step> forward() {
        List<Operand> operands = new ArrayList<>();
        operands.add(Operand.of(input()));
        operands.add(new Operand.Value(weight()));
        bias().ifPresent(b -> operands.add(new Operand.Value(b)));
        operands.add(Operand.of(output()));
        return List.of(new Step(layer(), forwardKernel(), operands));
    }

    @Override
    default List<Step> backward(Gradients gradients) {
        Slope before = new Slope(layer(), activation(), output());
        List<Step> steps = new ArrayList<>(before.steps(gradients));
        Operand slope = Operand.of(before.tensor(gradients));
        Optional<Parameter> learned = bias().filter(Parameter::isTrained);
        if (learned.isPresent()) {
            Kernel kernel =
                    new BiasGradient(output().shape().pixels(), output().shape().channels());
            steps.add(Step.of(layer(), kernel, slope, new Operand.Gradient(learned.get())));
        }
        if (weight().isTrained()) {
            steps.add(
                    Step.of(
                            layer(),
                            weightGradientKernel(),
                            Operand.of(input()),
                            slope,
                            new Operand.Gradient(weight())));
        }
        if (gradients.needed(input())) {
            steps.add(
                    Step.of(
                            layer(),
                            inputGradientKernel(),
                            slope,
                            new Operand.Value(weight()),
                            Operand.of(gradients.into(input()))));
        }
        return steps;
    }
}
