package dev.kiln.runtime.train;

/** Is told how training goes, on the training thread. */
public interface TrainingListener {

    /** After each update. The object is used again: read it, do not keep it. */
    default void onBatch(Progress progress) {}

    /** After each epoch and its validation. */
    default void onEpoch(EpochResult result) {}
}
