package dev.kiln.runtime.train;

import java.util.List;

/**
 * SettingChecks that may differ from a checkpoint where {@link Trainer#resume(Setting...)} is told
 * so.
 */
public enum Setting {
    /**
     * Optimizer, learning rate, schedule and everything else that belongs to the optimizer. Moving
     * means and the number of updates are kept where the new one has the same; what a plateau made
     * of the rate is not.
     */
    OPTIMIZER("optimizer"),
    /** Batch size and accumulated batches; the epoch of the checkpoint begins anew. */
    BATCHES("batch size", "accumulated batches"),
    /** The seed; the epoch of the checkpoint begins anew. */
    SEED("seed"),
    /**
     * How many samples there are to train and to validate on; the epoch of the checkpoint begins
     * anew, and so do early stopping and plateaus if there are other samples to validate on.
     */
    DATA("samples", "validation samples"),
    /** Random changes of training samples. */
    AUGMENTATION("augmentation"),
    /** When the learning rate is reduced and when training stops early. */
    RULES("plateau rule", "early stop rule");

    @SuppressWarnings("ImmutableEnumChecker") // the list is a copy
    private final List<String> keys;

    Setting(String... keys) {
        this.keys = List.of(keys);
    }

    /** Their names in a checkpoint. */
    List<String> keys() {
        return keys;
    }
}
