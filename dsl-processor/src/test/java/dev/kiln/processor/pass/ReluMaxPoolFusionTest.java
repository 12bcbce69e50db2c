package dev.kiln.processor.pass;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.graph.Program;
import dev.kiln.processor.graph.Verifier;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.LayerDeclaration;
import dev.kiln.processor.operation.Graph;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReluMaxPoolFusionTest {

    private static final Shape IMAGE = new Shape(8, 8, 3);
    private static final Activation SIGMOID = new Activation(Activation.Kind.SIGMOID, 0);

    private static List<String> backward(boolean fused, LayerDeclaration... layers) {
        Graph graph = Fusion.forTraining(Chain.of(IMAGE, layers), Options.ALL_ON, false).result();
        Program apart = Differentiation.apply(graph, false);
        Program program =
                fused ? apart.withSteps(ReluMaxPoolFusion.apply(apart.steps()).result()) : apart;
        Verifier.verify(program.steps(), Set.of(graph.input()));
        return program.backward().stream().map(s -> s.kernel().name()).toList();
    }

    private static List<String> pooled(boolean fused, LayerDeclaration... layers) {
        return backward(fused, layers).stream()
                .filter(n -> n.contains("Gradient") && !n.contains("dense"))
                .filter(n -> n.startsWith("maxPool") || n.contains("GradientOf"))
                .toList();
    }

    @Test
    void aReluInFrontOfAPoolNeedsNoSweep() {
        LayerDeclaration[] layers = {
            Chain.conv("conv", 4, Chain.RELU),
            Chain.pool("pool"),
            Chain.dense("last", 5, Chain.SOFTMAX)
        };
        assertThat(pooled(true, layers))
                .containsExactly("maxPoolGradientRelu2x2Stride2x2From8x8x4");
        assertThat(pooled(false, layers))
                .containsExactly("maxPoolGradient2x2Stride2x2From8x8x4", "reluGradientOf64Pixels4");
    }

    @Test
    void nearerOnesGoFirst() {
        LayerDeclaration[] layers = {
            Chain.conv("conv", 4, Chain.RELU),
            Chain.pool("pool"),
            Chain.conv("next", 5, Chain.RELU),
            Chain.pool("last"),
            Chain.dense("end", 5, Chain.SOFTMAX)
        };
        assertThat(pooled(true, layers))
                .containsExactly(
                        "maxPoolGradientRelu2x2Stride2x2From4x4x5",
                        "maxPoolGradientRelu2x2Stride2x2From8x8x4")
                .inOrder();
    }

    @Test
    void otherDerivativesAreMoreThanAMask() {
        assertThat(
                        pooled(
                                true,
                                Chain.conv("conv", 4, SIGMOID),
                                Chain.pool("pool"),
                                Chain.dense("last", 5, Chain.SOFTMAX)))
                .containsExactly(
                        "maxPoolGradient2x2Stride2x2From8x8x4", "sigmoidGradientOf64Pixels4");
    }
}
