package dev.kiln.processor.pass;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.Verifier;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.DenseForward;
import dev.kiln.processor.graph.kernel.Sum;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.LayerDeclaration;
import dev.kiln.processor.operation.Graph;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SplitKTest {

    private static final Shape INPUT = new Shape(15, 15, 1);

    /** Of the training steps as they are before. */
    private static List<Step> steps(Graph graph) {
        return Fusion.forTraining(graph, Options.ALL_ON, false).result().forward();
    }

    private static List<Step> halves(LayerDeclaration... layers) {
        Graph graph = Chain.of(INPUT, layers);
        List<Step> halves = SplitK.apply(steps(graph), graph.input()).result();
        Verifier.verify(halves, Set.of(graph.input()));
        return halves;
    }

    @Test
    void aLargeProductOfTheInputBecomesTwoAndTheirSum() {
        List<Step> steps =
                halves(
                        Chain.dense("hidden", 160, Chain.RELU),
                        Chain.dense("label", 3, Chain.SOFTMAX));

        Step first = steps.get(0);
        Step second = steps.get(1);
        Step sum = steps.get(2);
        assertThat(steps).hasSize(4);
        assertThat(first.kernel().name()).isEqualTo("denseFrom112At0Of225To160");
        assertThat(second.kernel().name()).isEqualTo("denseFrom113At112Of225To160NoBias");
        assertThat(sum.kernel()).isEqualTo(new Sum(2, 160, Chain.RELU));
        assertThat(second.operands().subList(0, 2)).isEqualTo(first.operands().subList(0, 2));
        assertThat(sum.operands())
                .containsExactly(
                        first.operands().get(3), second.operands().get(2), output("hidden"))
                .inOrder();
        assertThat(steps.stream().filter(SplitK::isHalf).toList())
                .containsExactly(first, second)
                .inOrder();
    }

    private static Operand output(String name) {
        return Operand.of(new Tensor(name, new Shape(1, 1, 160)));
    }

    @Test
    void oneOfFewWeightsStaysWhole() {
        assertThat(halves(Chain.dense("label", 145, Chain.SOFTMAX))).hasSize(1);
        assertThat(halves(Chain.dense("label", 146, Chain.SOFTMAX))).hasSize(3);
    }

    @Test
    void whatChunksComputeStaysWhole() {
        List<Step> steps =
                halves(
                        Chain.activate("scaled", Chain.GELU),
                        Chain.dense("label", 160, Chain.SOFTMAX));
        assertThat(steps.stream().anyMatch(SplitK::isHalf)).isFalse();
    }

    @Test
    void halvesAreNotHalvedAgain() {
        Graph graph = Chain.of(INPUT, Chain.dense("label", 200, Chain.SOFTMAX));
        List<Step> once = SplitK.apply(steps(graph), graph.input()).result();
        assertThat(SplitK.apply(once, graph.input()).result()).isEqualTo(once);
    }

    @Test
    void theActivationIsThatOfTheSum() {
        DenseForward whole = new DenseForward(1, 10, 16, true, Chain.RELU);
        assertThat(whole.ofInputs(0, 5, true).activation()).isEqualTo(Activation.NONE);
    }
}
