package dev.kiln.runtime.data;

import java.util.List;

/**
 * Samples and what their classes are called.
 *
 * @param dataset the samples, which know the names too
 * @param labels names of the classes in the order of their numbers; empty where values are wanted
 */
public record LabeledData(Dataset dataset, List<String> labels) {

    /**
     * Samples and the names of their classes, as {@link Dataset#labeled} takes them.
     *
     * @throws IllegalArgumentException if the names do not suit the samples
     */
    public LabeledData {
        labels = List.copyOf(labels.isEmpty() ? dataset.labels() : labels);
        if (!labels.equals(dataset.labels())) {
            dataset = dataset.labeled(labels);
        }
    }
}
