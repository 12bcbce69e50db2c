package dev.kiln.runtime.train;

import java.util.Map;

/**
 * What an optimizer keeps between updates.
 *
 * @param settings the optimizer with all of its settings, in words
 * @param updates number of updates so far
 * @param rateFactor what the learning rate was multiplied by
 * @param slots numbers kept for each element of a parameter, by slot and name: {@code
 *     momentum/conv1.weight}
 */
public record OptimizerState(
        String settings, long updates, double rateFactor, Map<String, float[]> slots) {

    /** Copies the map, not the arrays. */
    public OptimizerState {
        slots = Map.copyOf(slots);
    }
}
