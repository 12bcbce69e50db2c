package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.attribute.Attribute;
import dev.kiln.processor.operation.DropoutOp;
import java.util.List;

/** {@code @Dropout} as it was written. */
public record DropoutLayer(Site site, double rate) implements LayerDeclaration {

    @Override
    public Tensor append(NetworkBuilder network, Tensor input) {
        network.trace(site, input.shape(), input.shape(), "dropout " + rate);
        return input.shape().known() ? append(network, site.path(), input, rate) : input;
    }

    static Tensor append(NetworkBuilder network, String layer, Tensor input, double rate) {
        if (rate == 0) {
            return input;
        }
        Tensor output = new Tensor(network.fresh(layer), input.shape());
        network.add(new DropoutOp(layer, input, output, (float) rate, network.nextDropout()));
        return output;
    }

    @Override
    public List<Attribute> attributes(Shape input) {
        return List.of(Attribute.of("rate", rate));
    }
}
