package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Fix;
import dev.kiln.processor.diagnostic.Position;
import java.util.List;
import java.util.function.Function;

/**
 * Something wrong with the shapes of a network.
 *
 * @param layer path of the layer at which it shows
 * @param blame what about the shapes in front of it led there
 * @param fixes changes to the model that are worth trying
 */
record Problem(
        Code code,
        String layer,
        Position position,
        String headline,
        Blame blame,
        Function<Model, List<Fix>> fixes) {

    /** The part of a shape that doesn't fit. */
    enum Blame {
        NOTHING,
        MAP,
        CHANNELS,
        BOTH
    }

    static Problem of(Code code, String layer, Position position, String fault) {
        return new Problem(
                code, layer, position, layer + ": " + fault, Blame.NOTHING, model -> List.of());
    }

    Problem blaming(Blame part) {
        return new Problem(code, layer, position, headline, part, fixes);
    }

    Problem mendedBy(Function<Model, List<Fix>> candidates) {
        return new Problem(code, layer, position, headline, blame, candidates);
    }
}
