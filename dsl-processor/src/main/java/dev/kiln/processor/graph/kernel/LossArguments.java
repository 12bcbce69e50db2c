package dev.kiln.processor.graph.kernel;

import java.util.List;

/** What losses take: logits, target and, where it is wanted, where the gradient goes. */
final class LossArguments {

    private LossArguments() {}

    static List<Argument> of(Argument target, boolean withGradient) {
        Argument logits = Argument.read("logits");
        return withGradient
                ? List.of(logits, target, Argument.write("logitsGradient"))
                : List.of(logits, target);
    }
}
