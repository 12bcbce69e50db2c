package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Tensor;

/** {@code @Identity}: what comes in goes out. */
public record IdentityLayer(Site site) implements LayerDeclaration {

    @Override
    public Tensor append(NetworkBuilder network, Tensor input) {
        network.trace(site, input.shape(), input.shape(), "identity");
        return input;
    }
}
