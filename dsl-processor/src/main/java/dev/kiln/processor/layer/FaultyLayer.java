package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.shape.Shape;

/**
 * A layer that could not be read. What is wrong with it was reported; everything agrees with what
 * it returns.
 */
public record FaultyLayer(Site site) implements LayerDeclaration {

    @Override
    public Tensor append(NetworkBuilder network, Tensor input) {
        network.trace(site, input.shape(), Shape.UNKNOWN, "in error");
        network.giveUp();
        return new Tensor(site.path(), Shape.UNKNOWN);
    }
}
