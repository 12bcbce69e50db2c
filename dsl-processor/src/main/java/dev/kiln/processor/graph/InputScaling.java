package dev.kiln.processor.graph;

import java.util.List;

/** Preprocessing of raw inputs: {@code factor[c] * x + offset[c]}, one of each a channel. */
public record InputScaling(List<Float> factor, List<Float> offset) {

    public InputScaling {
        factor = List.copyOf(factor);
        offset = List.copyOf(offset);
    }
}
