package dev.kiln.processor.pass;

import dev.kiln.processor.diagnostic.Position;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.ModelInfo;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.ActivateLayer;
import dev.kiln.processor.layer.Attempt;
import dev.kiln.processor.layer.ConvLayer;
import dev.kiln.processor.layer.DenseLayer;
import dev.kiln.processor.layer.LayerDeclaration;
import dev.kiln.processor.layer.Model;
import dev.kiln.processor.layer.PoolLayer;
import dev.kiln.processor.layer.attribute.Amount;
import dev.kiln.processor.layer.attribute.LossRule;
import dev.kiln.processor.layer.attribute.PaddingRule;
import dev.kiln.processor.layer.attribute.Techniques;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.operation.PoolingOp;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small networks for tests of passes, without javac. */
final class Chain {

    static final Activation RELU = new Activation(Activation.Kind.RELU, 0);
    static final Activation GELU = new Activation(Activation.Kind.GELU, 0);
    static final Activation SOFTMAX = new Activation(Activation.Kind.SOFTMAX, 0);

    private Chain() {}

    static Graph of(Shape input, LayerDeclaration... layers) {
        Model model =
                new Model(
                        new ModelInfo("", "Test", List.of(), false),
                        site("Test"),
                        site("Test"),
                        input,
                        Optional.empty(),
                        new LossRule(Optional.empty(), 0, List.of()),
                        Techniques.NONE,
                        List.of(layers),
                        Optional.empty());
        return Attempt.of(model, List.of()).graph().orElseThrow();
    }

    static LayerDeclaration conv(String name, int filters, Activation activation) {
        return new ConvLayer(
                site(name),
                Amount.of(filters),
                new Pair(3, 3),
                Pair.ONE,
                new PaddingRule.Same(),
                Pair.ONE,
                Amount.of(1),
                true,
                activation,
                Techniques.NONE);
    }

    static LayerDeclaration pool(String name) {
        Pair two = new Pair(2, 2);
        return new PoolLayer(
                site(name), PoolingOp.Type.MAX, Optional.of(two), two, PaddingRule.valid(), true);
    }

    static LayerDeclaration dense(String name, int units, Activation activation) {
        return new DenseLayer(site(name), Amount.of(units), true, activation, Techniques.NONE);
    }

    static LayerDeclaration activate(String name, Activation activation) {
        return new ActivateLayer(site(name), activation);
    }

    private static Site site(String name) {
        return new Site(name, Position.none(), Map.of());
    }
}
