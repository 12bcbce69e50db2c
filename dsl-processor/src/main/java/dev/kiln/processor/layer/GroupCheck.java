package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Groups must divide what goes in and what comes out. */
final class GroupCheck {

    private GroupCheck() {}

    static Optional<Problem> problem(ConvLayer conv, Shape input) {
        int groups = conv.groups().value(input.channels());
        int filters = conv.filters().value(input.channels());
        if (filters % groups != 0) {
            return Optional.of(
                    problem(conv, filters + " filters can't be divided into " + groups + " groups")
                            .mendedBy(model -> ownFixes(conv, input)));
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
                            .blaming(Problem.Blame.CHANNELS)
                            .mendedBy(model -> fixes(conv, input, model)));
        }
        return Optional.empty();
    }

    private static Problem problem(ConvLayer conv, String fault) {
        return Problem.of(Code.GROUPS, conv.site().path(), conv.site().at("groups"), fault);
    }

    private static List<Fix> ownFixes(ConvLayer conv, Shape input) {
        int groups = conv.groups().value(input.channels());
        int filters = conv.filters().value(input.channels());
        List<Fix> fixes = new ArrayList<>();
        conv.withChannels(multiple(filters, groups)).ifPresent(fixes::add);
        fewerGroups(conv, input).ifPresent(fixes::add);
        return fixes;
    }

    private static List<Fix> fixes(ConvLayer conv, Shape input, Model model) {
        List<Fix> fixes = new ArrayList<>();
        fewerGroups(conv, input).ifPresent(fixes::add);
        model.sourceOfChannels(conv.site().path())
                .flatMap(
                        l ->
                                l.withChannels(
                                        multiple(
                                                input.channels(),
                                                conv.groups().value(input.channels()))))
                .ifPresent(fixes::add);
        return fixes;
    }

    /** As many groups as divide both sides, but no more than were asked for. */
    private static Optional<Fix> fewerGroups(ConvLayer conv, Shape input) {
        int filters = conv.filters().value(input.channels());
        int groups = conv.groups().value(input.channels());
        for (int g = groups - 1; input.known() && g >= 1; g--) {
            if (filters % g == 0 && input.channels() % g == 0) {
                return Optional.of(Fix.of(conv.withGroups(g), "groups", g));
            }
        }
        return Optional.empty();
    }

    private static int multiple(int number, int of) {
        return Math.max(1, Math.round((float) number / of)) * of;
    }
}
