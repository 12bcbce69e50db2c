package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Loss;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.operation.Descriptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the loss suits the end of the network. */
final class LossCheck {

    private final Model model;
    private final Loss loss;
    private final Activation last;
    private final Shape output;

    private LossCheck(Model model, Loss loss, Activation last, Shape output) {
        this.model = model;
        this.loss = loss;
        this.last = last;
        this.output = output;
    }

    static List<Problem> problems(Model model, Loss loss, Activation last, Shape output) {
        LossCheck check = new LossCheck(model, loss, last, output);
        List<Problem> problems = new ArrayList<>();
        switch (loss.kind()) {
            case CROSS_ENTROPY ->
                    check.classes()
                            .or(() -> check.foreign(Activation.Kind.SIGMOID))
                            .ifPresent(problems::add);
            case BINARY_CROSS_ENTROPY -> {
                check.foreign(Activation.Kind.SOFTMAX).ifPresent(problems::add);
                check.unused().ifPresent(problems::add);
            }
            case MEAN_SQUARED_ERROR -> check.unused().ifPresent(problems::add);
        }
        return problems;
    }

    private Optional<Problem> classes() {
        if (!output.isVector()) {
            String fault = "cross-entropy needs one number a class, but the network ends as ";
            return Optional.of(problem(fault + output).blaming(Problem.Blame.MAP));
        }
        if (output.channels() < 2) {
            return Optional.of(
                    problem(
                                    "cross-entropy needs at least 2 classes, but the network ends with 1 output")
                            .blaming(Problem.Blame.CHANNELS));
        }
        return Optional.empty();
    }

    /** The activation that the other of the two losses contains would be applied twice. */
    private Optional<Problem> foreign(Activation.Kind wrong) {
        return last.kind() != wrong
                ? Optional.empty()
                : Optional.of(
                        problem(
                                words(loss)
                                        + " is computed from logits, but the network ends with "
                                        + Descriptions.of(last)));
    }

    /** Attributes of cross-entropy where the loss is another: one fault, at the first of them. */
    private Optional<Problem> unused() {
        boolean smoothing = loss.smoothing() != 0;
        if (loss.classWeights().isEmpty()) {
            return smoothing
                    ? Optional.of(unused("labelSmoothing", "label smoothing belongs"))
                    : Optional.empty();
        }
        String subject =
                smoothing ? "class weights and label smoothing belong" : "class weights belong";
        return Optional.of(unused("classWeights", subject));
    }

    private Problem unused(String attribute, String subject) {
        Site site = model.site();
        String fault = subject + " to cross-entropy, but the loss is " + words(loss);
        return Problem.of(Code.LOSS, site.path(), site.at(attribute), fault);
    }

    /** At the loss if it is written, else at the activation from which it follows. */
    private Problem problem(String fault) {
        Optional<Site> end = end();
        if (model.site().writes("loss") || end.isEmpty()) {
            Site site = model.site();
            return Problem.of(Code.LOSS, site.path(), site.at("loss"), fault);
        }
        Site site = end.get();
        String attribute = site.writes("value") ? "value" : "activation";
        return Problem.of(Code.LOSS, site.path(), site.at(attribute), fault);
    }

    private Optional<Site> end() {
        return model.endingLayer().map(LayerDeclaration::site);
    }

    private static String words(Loss loss) {
        return switch (loss.kind()) {
            case CROSS_ENTROPY -> "cross-entropy";
            case BINARY_CROSS_ENTROPY -> "binary cross-entropy";
            case MEAN_SQUARED_ERROR -> "mean squared error";
        };
    }
}
