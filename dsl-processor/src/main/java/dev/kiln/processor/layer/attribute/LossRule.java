package dev.kiln.processor.layer.attribute;

import dev.kiln.processor.graph.Loss;
import dev.kiln.processor.graph.kernel.Activation;
import java.util.List;
import java.util.Optional;

/**
 * The loss as it was written.
 *
 * @param kind empty where it follows from the last activation
 */
public record LossRule(Optional<Loss.Kind> kind, float smoothing, List<Float> classWeights) {

    public LossRule {
        classWeights = List.copyOf(classWeights);
    }

    /** The loss of a network that ends with {@code last}. */
    public Loss resolve(Activation last) {
        Loss.Kind resolved =
                kind.orElse(
                        switch (last.kind()) {
                            case SOFTMAX -> Loss.Kind.CROSS_ENTROPY;
                            case SIGMOID -> Loss.Kind.BINARY_CROSS_ENTROPY;
                            default -> Loss.Kind.MEAN_SQUARED_ERROR;
                        });
        return new Loss(resolved, smoothing, classWeights);
    }

    public LossRule with(Loss.Kind other) {
        return new LossRule(Optional.of(other), smoothing, classWeights);
    }

    /** Whether the loss computes the activation itself, from the logits in front of it. */
    public static boolean contains(Loss loss, Activation last) {
        return switch (loss.kind()) {
            case CROSS_ENTROPY -> last.kind() == Activation.Kind.SOFTMAX;
            case BINARY_CROSS_ENTROPY -> last.kind() == Activation.Kind.SIGMOID;
            case MEAN_SQUARED_ERROR -> false;
        };
    }
}
