package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Tensor;

/** A layer as it was written. */
public interface LayerDeclaration {

    Site site();

    /**
     * Checks the layer against what comes in and appends what it computes. A layer that is in error
     * reports it and returns a tensor of unknown shape, with which everything behind it agrees.
     */
    Tensor append(NetworkBuilder network, Tensor input);
}
