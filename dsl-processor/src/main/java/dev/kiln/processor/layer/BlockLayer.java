package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.layer.attribute.Techniques;
import java.util.List;
import java.util.OptionalInt;

/**
 * A chain of layers: {@code @Block} as it was written, or the blocks of a {@code @Stage}.
 *
 * @param width what a stage says that WIDTH means in its blocks
 */
public record BlockLayer(
        Site site, List<LayerDeclaration> layers, Techniques techniques, OptionalInt width)
        implements LayerDeclaration {

    public BlockLayer(Site site, List<LayerDeclaration> layers, Techniques techniques) {
        this(site, layers, techniques, OptionalInt.empty());
    }

    public BlockLayer {
        layers = List.copyOf(layers);
    }

    @Override
    public Tensor append(NetworkBuilder network, Tensor input) {
        return network.within(techniques, () -> Chain.append(network, layers, input));
    }

    @Override
    public List<LayerDeclaration> children() {
        return layers;
    }
}
