package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Expression;
import dev.kiln.processor.diagnostic.Fix;
import dev.kiln.processor.graph.shape.Shape;
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
        if (!input.known() || groups == 1) {
            return Optional.empty();
        }
        int fewer = largestDivisor(greatestCommon(filters, input.channels()), groups - 1);
        return Optional.of(Fix.write(conv.site(), "groups", Expression.of(fewer)));
    }

    /** The largest divisor up to {@code most}, which is at least 1. */
    private static int largestDivisor(int number, int most) {
        int largest = 1;
        for (int d = 1; (long) d * d <= number; d++) {
            if (number % d == 0) {
                largest = d <= most ? Math.max(largest, d) : largest;
                largest = number / d <= most ? Math.max(largest, number / d) : largest;
            }
        }
        return largest;
    }

    private static int greatestCommon(int a, int b) {
        return b == 0 ? a : greatestCommon(b, a % b);
    }

    /** The nearest multiple of at least one, which never is more than half as large again. */
    private static int multiple(int number, int of) {
        long times = Math.max(1, Math.round((double) number / of));
        return (int) Math.min(times, Integer.MAX_VALUE / of) * of;
    }
}
