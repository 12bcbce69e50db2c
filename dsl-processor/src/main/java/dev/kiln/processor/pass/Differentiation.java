package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Loss;
import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Program;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.BinaryCrossEntropy;
import dev.kiln.processor.graph.kernel.CrossEntropy;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.MeanSquaredError;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.operation.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Derives the backward pass by reverse-mode differentiation: operations in reverse order, each
 * turning the gradient by its output into those by its parameters and inputs. Gradients that nobody
 * needs are not computed.
 */
public final class Differentiation {

    private Differentiation() {}

    /** The steps of training. The gradient by the input is among them only if it is asked for. */
    public static Program apply(Graph graph, boolean inputGradient) {
        Set<Tensor> needed = needed(graph, inputGradient);
        Contributions gradients = new Contributions(graph, needed);
        List<Step> backward = new ArrayList<>();
        Step loss = loss(graph, gradients, needed.contains(graph.logits()));
        for (int i = graph.operations().size() - 1; i >= 0; i--) {
            Operation operation = graph.operations().get(i);
            if (needed.contains(operation.output())) {
                gradients.combine(operation.output(), operation.layer()).ifPresent(backward::add);
                backward.addAll(operation.backward(gradients));
            }
        }
        if (inputGradient) {
            gradients.combine(graph.input(), graph.input().name()).ifPresent(backward::add);
        }
        return Program.of(graph.forward(), loss, backward);
    }

    /** The loss without its gradient, for evaluation. */
    static Step loss(Graph graph) {
        return loss(graph, new Contributions(graph, Set.of()), false);
    }

    /** The tensor of the gradient by the input of the network. */
    public static Tensor inputGradient(Graph graph) {
        return Contributions.gradient(graph.input());
    }

    private static Set<Tensor> needed(Graph graph, boolean inputGradient) {
        Set<Tensor> needed = new HashSet<>();
        if (inputGradient) {
            needed.add(graph.input());
        }
        for (Operation operation : graph.operations()) {
            if (operation.parameters().stream().anyMatch(Parameter::isTrained)
                    || operation.keepsStatistics()
                    || operation.inputs().stream().anyMatch(needed::contains)) {
                needed.add(operation.output());
            }
        }
        return needed;
    }

    private static Step loss(Graph graph, Contributions gradients, boolean withGradient) {
        Loss loss = graph.loss();
        int size = graph.logits().shape().size();
        Kernel kernel =
                switch (loss.kind()) {
                    case CROSS_ENTROPY ->
                            new CrossEntropy(
                                    size, loss.smoothing(), loss.classWeights(), withGradient);
                    case BINARY_CROSS_ENTROPY -> new BinaryCrossEntropy(size, withGradient);
                    case MEAN_SQUARED_ERROR -> new MeanSquaredError(size, withGradient);
                };
        List<Operand> operands = new ArrayList<>();
        operands.add(Operand.of(graph.logits()));
        operands.add(new Operand.Target(loss.kind() == Loss.Kind.CROSS_ENTROPY));
        if (withGradient) {
            operands.add(Operand.of(gradients.into(graph.logits())));
        }
        operands.add(new Operand.Losses());
        return new Step("loss", kernel, operands);
    }
}
