package dev.kiln.runtime.train;

/**
 * Is told how training goes, on the training thread, which waits meanwhile. An exception that a
 * listener throws ends the training.
 */
public interface TrainingListener {

    /**
     * In front of the first batch of a training, which may be in the middle of an epoch if it goes
     * on from a checkpoint. The object is used again: read it, do not keep it.
     */
    default void onStart(Progress progress) {}

    /**
     * After each batch, and its update where it has one. The object is used again: read it, do not
     * keep it.
     */
    default void onBatch(Progress progress) {}

    /** After the validation of an epoch, in front of {@link #onEpoch}. */
    default void onEvaluation(Evaluation evaluation) {}

    /** After each epoch and its validation. */
    default void onEpoch(EpochResult result) {}

    /** When a training that was started is over, whether all went well or not. */
    default void onEnd() {}

    /**
     * After {@link #onStart}, for each thing that is allowed but hardly wanted, such as batch norm
     * with batches of one sample. Warnings that no listener takes go to the {@link System.Logger}
     * {@code dev.kiln}.
     *
     * @param message one sentence
     * @return whether somebody will see it; not, unless overridden
     */
    default boolean onWarning(String message) {
        return false;
    }
}
