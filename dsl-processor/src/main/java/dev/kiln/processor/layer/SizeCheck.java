package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.shape.Shape;
import java.util.Locale;
import java.util.Optional;

/**
 * Arrays of Java hold at most 2^31 - 1 numbers; a sample or a parameter beyond that can't be
 * computed.
 */
final class SizeCheck {

    private SizeCheck() {}

    /** {@code weights} as a floating-point number, so that it can't overflow on the way. */
    static Optional<Problem> problem(Site site, String attribute, Shape output, double weights) {
        double numbers = (double) output.height() * output.width() * output.channels();
        if (Math.max(numbers, weights) <= Integer.MAX_VALUE) {
            return Optional.empty();
        }
        String fault =
                numbers > Integer.MAX_VALUE
                        ? "its output " + output + " has more numbers than a Java array holds"
                        : String.format(
                                Locale.ROOT,
                                "%,.0f weights are more than a Java array holds",
                                weights);
        return Optional.of(
                Problem.of(Code.TOO_LARGE, site.path(), site.at(attribute), fault)
                        .blaming(Problem.Blame.MAP));
    }
}
