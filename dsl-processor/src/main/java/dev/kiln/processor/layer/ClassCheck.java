package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Loss;
import java.util.Optional;

/**
 * Warns of a network that names classes but does not end with their probabilities: without softmax
 * or sigmoid it would be trained by mean squared error, which nobody wrote down.
 */
final class ClassCheck {

    private ClassCheck() {}

    static Optional<Problem> problem(Model model, Loss loss) {
        boolean named = !model.info().labels().isEmpty();
        boolean silent =
                model.loss().kind().isEmpty() && loss.kind() == Loss.Kind.MEAN_SQUARED_ERROR;
        if (!named || !silent) {
            return Optional.empty();
        }
        Site end = model.endingLayer().map(LayerDeclaration::site).orElse(model.site());
        return Optional.of(
                Problem.of(
                        Code.NO_SOFTMAX,
                        end.path(),
                        end.at(end.writes("value") ? "value" : "activation"),
                        "the network has labels, but ends without softmax, so its loss is mean"
                                + " squared error"));
    }
}
