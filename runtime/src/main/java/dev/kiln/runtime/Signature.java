package dev.kiln.runtime;

import java.util.List;
import java.util.Objects;

/**
 * Names and shapes of a model, which its network and its predictor share.
 *
 * @param model name of the annotated class
 * @param input shape of one sample
 * @param output shape of one result
 * @param labels names of the classes, empty if none were declared
 * @param architecture fingerprint of the layers, hexadecimal; equal for equal architectures
 */
public record Signature(
        String model, Shape input, Shape output, List<String> labels, String architecture) {

    /** Copies the labels. */
    public Signature {
        labels = List.copyOf(labels);
    }

    /** By hand, for the reason that {@link dev.kiln.runtime.weights.Layout} gives. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Signature signature
                && model.equals(signature.model)
                && input.equals(signature.input)
                && output.equals(signature.output)
                && labels.equals(signature.labels)
                && architecture.equals(signature.architecture);
    }

    @Override
    public int hashCode() {
        return Objects.hash(model, architecture);
    }
}
