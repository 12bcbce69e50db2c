package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.GraphBuilder;
import dev.kiln.processor.graph.Tensor;

/** {@code @Identity}: what comes in goes out. */
public record IdentityLayer(Site site) implements LayerDeclaration {

    @Override
    public Tensor append(GraphBuilder graph, Tensor input) {
        graph.trace(site.path(), input.shape(), "identity");
        return input;
    }
}
