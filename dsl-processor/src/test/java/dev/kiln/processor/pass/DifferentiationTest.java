package dev.kiln.processor.pass;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.graph.Program;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Verifier;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.operation.Graph;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DifferentiationTest {

    private static final Shape IMAGE = new Shape(8, 8, 3);

    private static final Graph GRAPH =
            Fusion.forTraining(
                            Chain.of(
                                    IMAGE,
                                    Chain.conv("conv", 4, Chain.RELU),
                                    Chain.pool("pool"),
                                    Chain.dense("last", 5, Chain.SOFTMAX)),
                            Options.ALL_ON,
                            false)
                    .result();

    private static List<String> kernels(List<Step> steps) {
        return steps.stream().map(s -> s.kernel().getClass().getSimpleName()).toList();
    }

    @Test
    void backwardRunsAgainstTheDataFlow() {
        Program program = Differentiation.apply(GRAPH, false);

        Verifier.verify(program.steps(), Set.of(GRAPH.input()));
        assertThat(kernels(program.forward()))
                .containsExactly("ConvolutionForward", "MaxPoolForward", "DenseForward")
                .inOrder();
        assertThat(kernels(program.backward()))
                .containsExactly(
                        "BiasGradient",
                        "DenseWeightGradient",
                        "DenseInputGradient",
                        "MaxPoolBackward",
                        "ActivationBackward",
                        "BiasGradient",
                        "ConvolutionWeightGradient")
                .inOrder();
    }

    @Test
    void theInputGradientIsComputedOnlyWhereItIsAskedFor() {
        List<Step> backward = Differentiation.apply(GRAPH, true).backward();
        assertThat(kernels(backward)).contains("ConvolutionInputGradient");
        Step last = backward.get(backward.size() - 1);
        assertThat(last.operands().toString())
                .contains(Differentiation.inputGradient(GRAPH).name());
    }

    @Test
    void layersInFrontOfTheFirstParameterHaveNoBackward() {
        Graph graph = Chain.of(IMAGE, Chain.pool("pool"), Chain.dense("last", 5, Activation.NONE));
        assertThat(kernels(Differentiation.apply(graph, false).backward()))
                .containsExactly("BiasGradient", "DenseWeightGradient")
                .inOrder();
    }

    @Test
    void aNetworkWithoutParametersHasNoGradients() {
        Graph graph = Chain.of(IMAGE, Chain.pool("pool"));
        Program program = Differentiation.apply(graph, false);
        assertThat(program.backward()).isEmpty();
        assertThat(program.loss()).isEqualTo(Differentiation.loss(graph));
    }
}
