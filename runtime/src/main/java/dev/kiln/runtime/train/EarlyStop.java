package dev.kiln.runtime.train;

import dev.kiln.runtime.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Ends training when the validation loss has not reached a new lowest value for {@code patience}
 * epochs, and brings the parameters of the lowest one back.
 */
final class EarlyStop {

    private final int patience;
    private final List<Parameter> parameters;
    private final Map<String, float[]> best = new HashMap<>();
    private double lowest = Double.POSITIVE_INFINITY;
    private int waited;

    EarlyStop(int patience, List<Parameter> parameters) {
        this.patience = patience;
        this.parameters = parameters;
    }

    /** Whether to end after an epoch. */
    boolean observe(double loss) {
        if (loss < lowest) {
            lowest = loss;
            waited = 0;
            parameters.forEach(p -> best.put(p.name(), p.values().clone()));
            return false;
        }
        waited++;
        return waited >= patience;
    }

    /** Brings the best parameters back, if there are any. */
    void finish() {
        parameters.forEach(p -> copy(best.get(p.name()), p.values()));
    }

    private static void copy(float[] from, float[] to) {
        if (from != null) {
            System.arraycopy(from, 0, to, 0, from.length);
        }
    }

    /** Whether there are any. */
    boolean hasBest() {
        return !best.isEmpty();
    }

    /** Parameters of the lowest loss by name. */
    Map<String, float[]> best() {
        return Map.copyOf(best);
    }

    String state() {
        return Bits.text(lowest) + " " + waited;
    }

    /**
     * Goes on from a checkpoint.
     *
     * @param ofAnotherRule which may have waited for longer than this one does
     * @return whether there are best parameters
     */
    boolean restore(Fields fields, boolean ofAnotherRule) {
        Fields.Row state = fields.row("earlyStop", "lowest", "waited");
        lowest = state.number("lowest", NumberRange.LOWEST);
        waited = state.whole("waited", 0, ofAnotherRule ? Integer.MAX_VALUE : patience - 1);
        return lowest != Double.POSITIVE_INFINITY;
    }

    void restoreBest(Map<String, float[]> parametersOfTheLowest) {
        best.clear();
        best.putAll(parametersOfTheLowest);
    }

    @Override
    public String toString() {
        return "after " + patience;
    }
}
