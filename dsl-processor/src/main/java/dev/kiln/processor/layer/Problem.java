package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Position;

/**
 * Something wrong with the shapes of a network.
 *
 * @param layer path of the layer at which it shows
 * @param blame what about the shapes in front of it led there
 */
record Problem(Code code, String layer, Position position, String headline, Blame blame) {

    /** The part of a shape that doesn't fit. */
    enum Blame {
        NOTHING,
        MAP,
        CHANNELS,
        BOTH
    }

    static Problem of(Code code, String layer, Position position, String fault) {
        return new Problem(code, layer, position, layer + ": " + fault, Blame.NOTHING);
    }

    Problem blaming(Blame part) {
        return new Problem(code, layer, position, headline, part);
    }
}
