package dev.kiln.processor.layer;

import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import java.util.List;

/** Layers one after the other. */
final class Chain {

    private Chain() {}

    static Tensor append(NetworkBuilder network, List<LayerDeclaration> layers, Tensor input) {
        Activation behind = network.following();
        Tensor x = input;
        for (int i = 0; i < layers.size(); i++) {
            network.expect(following(layers.subList(i + 1, layers.size()), behind));
            LayerDeclaration layer = layers.get(i);
            x = layer.append(network, x);
        }
        network.expect(behind);
        return x;
    }

    /** The activation that comes next, unless something with weights comes first. */
    private static Activation following(List<LayerDeclaration> layers, Activation behind) {
        for (LayerDeclaration layer : layers) {
            if (layer instanceof ActivateLayer a) {
                return a.activation();
            }
            boolean keepsSigns =
                    layer instanceof BatchNormLayer
                            || layer instanceof DropoutLayer
                            || layer instanceof IdentityLayer
                            || layer instanceof PoolLayer;
            if (!keepsSigns) {
                return Activation.NONE;
            }
        }
        return behind;
    }
}
