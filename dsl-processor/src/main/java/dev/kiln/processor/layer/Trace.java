package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Shape;

/** A line of the story that an error tells: the shape after a layer, and what the layer is. */
record Trace(String layer, Shape shape, String description, Site site) {}
