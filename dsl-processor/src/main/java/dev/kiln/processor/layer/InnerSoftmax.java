package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Operation;
import dev.kiln.processor.graph.kernel.Activation;
import java.util.List;

/**
 * Warns of a softmax with layers behind it: usually the end of an older network to which something
 * was added.
 */
final class InnerSoftmax {

    private InnerSoftmax() {}

    static void check(NetworkBuilder network, List<LayerDeclaration> layers) {
        for (Operation o : network.operations()) {
            boolean softmax =
                    o.activationOnly().filter(a -> a.kind() == Activation.Kind.SOFTMAX).isPresent();
            boolean last = o.layer().equals(layers.get(layers.size() - 1).site().path());
            if (softmax && !last) {
                Site site =
                        layers.stream()
                                .map(LayerDeclaration::site)
                                .filter(s -> s.path().equals(o.layer()))
                                .findFirst()
                                .orElseThrow();
                network.report(
                        Code.SOFTMAX_INSIDE,
                        site.at(site.writes("value") ? "value" : "activation"),
                        o.layer() + ": softmax usually ends a network, but layers follow");
            }
        }
    }
}
