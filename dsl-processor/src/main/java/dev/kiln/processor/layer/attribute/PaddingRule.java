package dev.kiln.processor.layer.attribute;

import dev.kiln.processor.graph.shape.Padding;
import dev.kiln.processor.graph.shape.Pair;

/** Padding as it was written; SAME becomes numbers once the kernel is known. */
public sealed interface PaddingRule {

    /** The padding that keeps the size at stride 1. */
    record Same() implements PaddingRule {}

    /** Zeros on each side, as written. */
    record Fixed(Padding padding) implements PaddingRule {}

    static PaddingRule valid() {
        return new Fixed(Padding.NONE);
    }

    default Padding resolve(Pair kernel, Pair dilation) {
        return this instanceof Fixed fixed ? fixed.padding() : Padding.same(kernel, dilation);
    }
}
