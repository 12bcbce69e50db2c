package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.GraphBuilder;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;

/** {@code @Activate} as it was written. */
public record ActivateLayer(Site site, Activation activation) implements LayerDeclaration {

    @Override
    public Tensor append(GraphBuilder graph, Tensor input) {
        graph.trace(site.path(), input.shape(), Descriptions.of(activation));
        return input.shape().known()
                ? Activations.append(graph, site.path(), input, activation)
                : new Tensor(site.path(), input.shape());
    }
}
