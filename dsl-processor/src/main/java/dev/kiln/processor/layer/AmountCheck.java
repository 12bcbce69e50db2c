package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.attribute.Amount;
import java.util.Optional;

/** A part of the incoming channels must be a whole number of at least 1. */
final class AmountCheck {

    private AmountCheck() {}

    static Optional<Problem> problem(Site site, String attribute, Amount amount, Shape input) {
        if (!amount.dependsOnInput() || !input.known() || amount.isWhole(input.channels())) {
            return Optional.empty();
        }
        String fault =
                "`"
                        + attribute
                        + "` is "
                        + amount
                        + (amount.isTooLarge(input.channels())
                                ? ", which is more than a Java array holds for the "
                                : ", which is no whole number of at least 1 for the ")
                        + input.channels()
                        + " channels of its input "
                        + input;
        return Optional.of(
                Problem.of(Code.SIZE, site.path(), site.at(attribute), fault)
                        .blaming(Problem.Blame.CHANNELS));
    }
}
