package dev.kiln.processor.pass;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.operation.GraphVerifier;
import dev.kiln.processor.operation.Operation;
import org.junit.jupiter.api.Test;

class FusionTest {

    private static final Shape IMAGE = new Shape(8, 8, 3);

    @Test
    void reluIsAppliedWhileTheConvolutionStores() {
        Graph graph = Chain.of(IMAGE, Chain.conv("conv", 4, Chain.RELU));
        assertThat(graph.operations()).hasSize(2);

        Outcome<Graph> result = Fusion.forTraining(graph, Options.ALL_ON, false);

        GraphVerifier.verify(result.result());
        assertThat(result.result().operations().stream().map(Operation::description))
                .containsExactly("conv 3x3, padding 1, 4 filters, relu");
        assertThat(result.result().logits()).isEqualTo(graph.logits());
        assertThat(result.decisions())
                .containsExactly(new Decision("conv", true, "applied while the result is stored"));
    }

    @Test
    void geluKeepsItsInputForTrainingOnly() {
        Graph graph = Chain.of(IMAGE, Chain.conv("conv", 4, Chain.GELU));

        assertThat(Fusion.forTraining(graph, Options.ALL_ON, false).result().operations())
                .hasSize(2);
        assertThat(Fusion.forTraining(graph, Options.ALL_ON, false).decisions())
                .containsExactly(
                        new Decision("conv", false, "its derivative needs its input later"));
        assertThat(Fusion.forPrediction(graph, Options.ALL_ON, false).result().operations())
                .hasSize(1);
    }

    @Test
    void anActivationOfItsOwnIsMergedToo() {
        Graph graph =
                Chain.of(
                        IMAGE,
                        Chain.conv("conv", 4, Activation.NONE),
                        Chain.activate("relu", Chain.RELU));
        Graph fused = Fusion.forTraining(graph, Options.ALL_ON, false).result();
        GraphVerifier.verify(fused);
        assertThat(fused.operations()).hasSize(1);
        assertThat(fused.operations().get(0).output().name()).isEqualTo("relu");
    }

    @Test
    void onlyOneActivationFitsAndPoolsTakeNone() {
        Graph twice =
                Chain.of(
                        IMAGE,
                        Chain.conv("conv", 4, Chain.RELU),
                        Chain.activate("again", Chain.RELU));
        assertThat(Fusion.forPrediction(twice, Options.ALL_ON, false).result().operations())
                .hasSize(2);

        Graph pooled = Chain.of(IMAGE, Chain.pool("pool"), Chain.activate("relu", Chain.RELU));
        assertThat(Fusion.forPrediction(pooled, Options.ALL_ON, false).result().operations())
                .hasSize(2);
        assertThat(Fusion.forPrediction(pooled, Options.ALL_ON, false).decisions().get(0).reason())
                .isEqualTo("what is in front of it doesn't compute a sum");
    }

    @Test
    void softmaxInsideIsNotElementwise() {
        Graph graph =
                Chain.of(
                        IMAGE,
                        Chain.dense("hidden", 4, Chain.SOFTMAX),
                        Chain.dense("last", 2, Activation.NONE));
        assertThat(Fusion.forPrediction(graph, Options.ALL_ON, false).result().operations())
                .hasSize(3);
    }
}
