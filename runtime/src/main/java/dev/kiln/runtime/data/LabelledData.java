package dev.kiln.runtime.data;

import java.util.List;

/**
 * Samples and what their classes are called.
 *
 * @param labels names of the classes in the order of their numbers; empty where values are wanted
 */
public record LabelledData(Dataset dataset, List<String> labels) {

    /** Copies the names. */
    public LabelledData {
        labels = List.copyOf(labels);
    }
}
