package dev.kiln.runtime.train;

import java.util.List;

/**
 * What a training brought, epoch by epoch.
 *
 * @param epochs results in order, at least one
 */
public record History(List<EpochResult> epochs) {

    /** Copies the list. */
    public History {
        epochs = List.copyOf(epochs);
    }

    /** Result of the last epoch. */
    public EpochResult last() {
        return epochs.get(epochs.size() - 1);
    }
}
