package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Shape;

/**
 * A line of the story that an error tells: the shapes in front of and behind a layer, and what the
 * layer is.
 */
record Trace(String layer, Shape before, Shape shape, String description, Site site) {}
