package dev.kiln.processor.layer;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.diagnostic.Position;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.ModelInfo;
import dev.kiln.processor.graph.Parameter.Initializer;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.attribute.Amount;
import dev.kiln.processor.layer.attribute.LossRule;
import dev.kiln.processor.layer.attribute.Techniques;
import dev.kiln.processor.operation.Graph;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InitialWeightsTest {

    @Test
    void followTheActivationOfTheLayer() {
        assertThat(first(dense(Activation.Kind.RELU))).isEqualTo(Initializer.HE);
        assertThat(first(dense(Activation.Kind.TANH))).isEqualTo(Initializer.GLOROT);
        assertThat(first(dense(Activation.Kind.NONE))).isEqualTo(Initializer.GLOROT);
    }

    @Test
    void followAnActivationThatIsTheNextLayer() {
        assertThat(first(dense(Activation.Kind.NONE), activate(Activation.Kind.RELU)))
                .isEqualTo(Initializer.HE);
        assertThat(first(dense(Activation.Kind.TANH), activate(Activation.Kind.RELU)))
                .isEqualTo(Initializer.GLOROT);
    }

    private static Initializer first(LayerDeclaration... layers) {
        Site site = site("Net");
        Model model =
                new Model(
                        new ModelInfo("", "Net", List.of(), false),
                        site,
                        site,
                        Shape.vector(3),
                        Optional.empty(),
                        new LossRule(Optional.empty(), 0, List.of()),
                        Techniques.NONE,
                        List.of(layers),
                        Optional.empty());
        Graph graph = Attempt.of(model, List.of()).graph().orElseThrow();
        return graph.parameters().get(0).initializer();
    }

    private static LayerDeclaration dense(Activation.Kind kind) {
        return new DenseLayer(
                site("dense"), Amount.of(4), true, new Activation(kind, 0), Techniques.NONE);
    }

    private static LayerDeclaration activate(Activation.Kind kind) {
        return new ActivateLayer(site("activate"), new Activation(kind, 0));
    }

    private static Site site(String path) {
        return new Site(path, Position.none(), Map.of());
    }
}
