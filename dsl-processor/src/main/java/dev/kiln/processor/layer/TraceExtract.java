package dev.kiln.processor.layer;

import java.util.BitSet;
import java.util.function.IntPredicate;

/**
 * The layers of a long trace that are worth a line: its ends, and those that made the shape what it
 * is. All of a trace that fits.
 */
final class TraceExtract {

    /** Lines, those included that stand for what is left out. */
    static final int MOST_LINES = 30;

    private static final int FIRST = 2;
    private static final int LAST = 3;

    private TraceExtract() {}

    static BitSet of(int layers, IntPredicate isNoted) {
        BitSet shown = new BitSet(layers);
        if (layers <= MOST_LINES) {
            shown.set(0, layers);
            return shown;
        }
        shown.set(0, FIRST);
        shown.set(layers - LAST, layers);
        // Each may bring a line with it for what is left out in front.
        int room = (MOST_LINES - FIRST - LAST - 1) / 2;
        for (int i = layers - LAST - 1; i >= FIRST && room > 0; i--) {
            if (isNoted.test(i)) {
                shown.set(i);
                room--;
            }
        }
        fillHoles(shown);
        return shown;
    }

    /** One layer takes no more room than a line that says that it is left out. */
    private static void fillHoles(BitSet shown) {
        for (int i = 1; i < shown.length() - 1; i++) {
            if (shown.get(i - 1) && shown.get(i + 1)) {
                shown.set(i);
            }
        }
    }
}
