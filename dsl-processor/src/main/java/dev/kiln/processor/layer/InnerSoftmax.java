package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.kernel.Activation;
import java.util.List;
import java.util.Optional;

/** Softmax turns scores into probabilities, so layers behind it are probably not meant. */
final class InnerSoftmax {

    private InnerSoftmax() {}

    static Optional<Problem> problem(LayerDeclaration layer, List<LayerDeclaration> behind) {
        Optional<LayerDeclaration> next =
                behind.stream().filter(l -> !(l instanceof IdentityLayer)).findFirst();
        if (layer.activation().kind() != Activation.Kind.SOFTMAX || next.isEmpty()) {
            return Optional.empty();
        }
        Site site = layer.site();
        return Optional.of(
                Problem.of(
                        Code.SOFTMAX_INSIDE,
                        site.path(),
                        site.at(layer instanceof ActivateLayer ? "value" : "activation"),
                        "softmax in front of "
                                + next.get().site().path()
                                + "; it usually ends a network"));
    }
}
