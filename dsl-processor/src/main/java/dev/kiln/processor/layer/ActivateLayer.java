package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.attribute.Attribute;
import dev.kiln.processor.operation.Descriptions;
import java.util.List;

/** {@code @Activate} as it was written. */
public record ActivateLayer(Site site, Activation activation) implements LayerDeclaration {

    @Override
    public Tensor append(NetworkBuilder network, Tensor input) {
        network.trace(site, input.shape(), input.shape(), Descriptions.of(activation));
        return input.shape().known()
                ? Activations.append(network, site.path(), input, activation)
                : new Tensor(site.path(), input.shape());
    }

    @Override
    public List<Attribute> attributes(Shape input) {
        return List.of(Attribute.of("value", Descriptions.of(activation)));
    }
}
