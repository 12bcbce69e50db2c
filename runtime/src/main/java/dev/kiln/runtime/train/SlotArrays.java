package dev.kiln.runtime.train;

import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.internal.io.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * From arrays that an optimizer keeps for each parameter to arrays by name, and back.
 *
 * @param slots names of the arrays of a parameter
 * @param parameters those that are trained
 */
record SlotArrays(List<String> slots, List<Parameter> parameters) {

    /** Slots that hold sums or means of squares. */
    private static final Set<String> SQUARES = Set.of("second", "square", "sum");

    private static String name(String slot, Parameter parameter) {
        return slot + "/" + parameter.name();
    }

    Map<String, float[]> copies(Map<Parameter, float[][]> kept) {
        Map<String, float[]> copies = new HashMap<>();
        for (Parameter parameter : parameters) {
            for (int slot = 0; slot < slots.size(); slot++) {
                float[] numbers = kept.get(parameter)[slot];
                copies.put(name(slots.get(slot), parameter), numbers.clone());
            }
        }
        return copies;
    }

    /**
     * Copies of arrays by name.
     *
     * @throws IllegalArgumentException if some are missing, unknown or not finite
     */
    Map<Parameter, float[][]> restored(Map<String, float[]> arrays) {
        Map<Parameter, float[][]> restored = new HashMap<>();
        Set<String> unknown = new TreeSet<>(arrays.keySet());
        for (Parameter parameter : parameters) {
            float[][] kept = new float[slots.size()][];
            for (int slot = 0; slot < kept.length; slot++) {
                kept[slot] = restored(arrays, slots.get(slot), parameter);
                unknown.remove(name(slots.get(slot), parameter));
            }
            restored.put(parameter, kept);
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "the state has numbers of which the optimizer has no use: "
                            + Printable.list(new ArrayList<>(unknown)));
        }
        return restored;
    }

    private static float[] restored(Map<String, float[]> arrays, String slot, Parameter parameter) {
        String name = name(slot, parameter);
        float[] numbers = arrays.get(name);
        if (numbers == null || numbers.length != parameter.layout().size()) {
            throw new IllegalArgumentException("the state lacks " + name);
        }
        Checkpoint.checkFinite("optimizer/" + name, numbers, SQUARES.contains(slot));
        return numbers.clone();
    }
}
