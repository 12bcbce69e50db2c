package dev.kiln.processor.graph.kernel;

import java.util.List;

/** Arguments of losses: logits, target, where the gradient goes if it is wanted, and the losses. */
final class LossArguments {

    private LossArguments() {}

    static List<Argument> of(Argument target, boolean withGradient) {
        Argument logits = Argument.read("logits");
        Argument losses = Argument.writeDoubles("losses");
        return withGradient
                ? List.of(logits, target, Argument.write("logitsGradient"), losses)
                : List.of(logits, target, losses);
    }
}
