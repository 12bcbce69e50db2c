package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Position;
import dev.kiln.processor.graph.Shape;
import java.util.Locale;

/**
 * Arrays of Java hold at most 2^31 - 1 numbers; a sample or a parameter beyond that can't be
 * computed.
 */
final class SizeCheck {

    private SizeCheck() {}

    /** {@code weights} as a floating-point number, so that it can't overflow on the way. */
    static boolean passes(
            NetworkBuilder network, String layer, Position position, Shape output, double weights) {
        double numbers = (double) output.height() * output.width() * output.channels();
        if (numbers > Integer.MAX_VALUE) {
            network.report(
                    Code.TOO_LARGE,
                    position,
                    layer + ": its output " + output + " has more numbers than a Java array holds");
            return false;
        }
        if (weights > Integer.MAX_VALUE) {
            network.report(
                    Code.TOO_LARGE,
                    position,
                    String.format(
                            Locale.ROOT,
                            "%s: %,.0f weights are more than a Java array holds",
                            layer,
                            weights));
            return false;
        }
        return true;
    }
}
