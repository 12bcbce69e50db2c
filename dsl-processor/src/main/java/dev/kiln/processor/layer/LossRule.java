package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Loss;
import dev.kiln.processor.graph.Shape;
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
    Loss resolve(Activation last) {
        Loss.Kind resolved =
                kind.orElse(
                        switch (last.kind()) {
                            case SOFTMAX -> Loss.Kind.CROSS_ENTROPY;
                            case SIGMOID -> Loss.Kind.BINARY_CROSS_ENTROPY;
                            default -> Loss.Kind.MEAN_SQUARED_ERROR;
                        });
        return new Loss(resolved, smoothing, classWeights);
    }

    /** Whether the loss computes the activation itself, from the logits in front of it. */
    static boolean contains(Loss loss, Activation last) {
        return switch (loss.kind()) {
            case CROSS_ENTROPY -> last.kind() == Activation.Kind.SOFTMAX;
            case BINARY_CROSS_ENTROPY -> last.kind() == Activation.Kind.SIGMOID;
            case MEAN_SQUARED_ERROR -> false;
        };
    }

    void check(NetworkBuilder network, Site model, Loss loss, Activation last, Shape output) {
        boolean classes = loss.kind() == Loss.Kind.CROSS_ENTROPY;
        if (classes && !output.isVector()) {
            network.report(
                    Code.LOSS,
                    model.at("loss"),
                    model.path()
                            + ": cross-entropy needs one number a class, but the network ends as "
                            + output);
        } else if (classes && output.size() < 2) {
            network.report(
                    Code.LOSS,
                    model.at("loss"),
                    model.path()
                            + ": cross-entropy needs at least 2 classes, but the network ends with 1 output");
        }
        Activation.Kind wrong = classes ? Activation.Kind.SIGMOID : Activation.Kind.SOFTMAX;
        boolean wrongEnd = loss.kind() != Loss.Kind.MEAN_SQUARED_ERROR && last.kind() == wrong;
        if (wrongEnd) {
            network.report(
                    Code.LOSS,
                    model.at("loss"),
                    model.path()
                            + ": "
                            + words(loss)
                            + " is computed from logits, but the network ends with "
                            + Descriptions.of(last));
        }
        if (!classes && smoothing != 0) {
            network.report(
                    Code.LOSS,
                    model.at("labelSmoothing"),
                    model.path()
                            + ": label smoothing belongs to cross-entropy, but the loss is "
                            + words(loss));
        }
        if (!classes && !classWeights.isEmpty()) {
            network.report(
                    Code.LOSS,
                    model.at("classWeights"),
                    model.path()
                            + ": class weights belong to cross-entropy, but the loss is "
                            + words(loss));
        } else if (!classWeights.isEmpty() && classWeights.size() != output.size()) {
            network.report(
                    Code.CLASS_WEIGHTS,
                    model.at("classWeights"),
                    model.path()
                            + ": "
                            + classWeights.size()
                            + " class weights for "
                            + output.size()
                            + " classes");
        }
    }

    private static String words(Loss loss) {
        return switch (loss.kind()) {
            case CROSS_ENTROPY -> "cross-entropy";
            case BINARY_CROSS_ENTROPY -> "binary cross-entropy";
            case MEAN_SQUARED_ERROR -> "mean squared error";
        };
    }
}
