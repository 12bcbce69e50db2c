package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.attribute.Attribute;
import java.util.List;

/** A layer as it was written. */
public interface LayerDeclaration {

    Site site();

    /**
     * Checks the layer against what comes in and appends what it computes. A layer that is in error
     * reports it and returns a tensor of unknown shape, with which everything behind it agrees.
     */
    Tensor append(NetworkBuilder network, Tensor input);

    /**
     * Its attributes in the order of its annotation, written or not.
     *
     * @param input what comes in; {@link Shape#UNKNOWN} behind an error
     */
    default List<Attribute> attributes(Shape input) {
        return List.of();
    }

    /** The layers that it is made of; none for a single layer. */
    default List<LayerDeclaration> children() {
        return List.of();
    }

    /** The activation at the end of the layer. */
    default Activation activation() {
        return Activation.NONE;
    }
}
