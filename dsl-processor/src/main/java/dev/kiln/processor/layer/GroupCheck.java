package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.graph.shape.Shape;
import java.util.Optional;

/** Groups must divide what goes in and what comes out. */
final class GroupCheck {

    private GroupCheck() {}

    static Optional<Problem> problem(ConvLayer conv, Shape input) {
        int groups = conv.groups().value(input.channels());
        int filters = conv.filters().value(input.channels());
        if (filters % groups != 0) {
            return Optional.of(
                    problem(
                            conv,
                            filters + " filters can't be divided into " + groups + " groups"));
        }
        if (input.known() && input.channels() % groups != 0) {
            return Optional.of(
                    problem(
                                    conv,
                                    "the "
                                            + input.channels()
                                            + " channels of its input "
                                            + input
                                            + " can't be divided into "
                                            + groups
                                            + " groups")
                            .blaming(Problem.Blame.CHANNELS));
        }
        return Optional.empty();
    }

    private static Problem problem(ConvLayer conv, String fault) {
        return Problem.of(Code.GROUPS, conv.site().path(), conv.site().at("groups"), fault);
    }
}
