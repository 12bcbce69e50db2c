package dev.kiln.processor.pass.memory;

import dev.kiln.processor.graph.Tensor;

/** The steps from the one that writes a tensor to the last one that mentions it, both included. */
public record Lifetime(Tensor tensor, int first, int last) {

    int size() {
        return tensor.shape().size();
    }

    int length() {
        return last - first + 1;
    }

    boolean overlaps(Lifetime other) {
        return first <= other.last && other.first <= last;
    }
}
