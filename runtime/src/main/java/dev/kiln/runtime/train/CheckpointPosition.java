package dev.kiln.runtime.train;

/**
 * Where a checkpoint was written; its numbers agree with each other.
 *
 * @param epoch number of the epoch, from 1
 * @param counts batches and updates since the training began
 * @param changes how often an epoch began anew because settings had changed
 */
record CheckpointPosition(int epoch, Checkpoints.Counts counts, long changes) {

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if the numbers do not agree
     */
    static CheckpointPosition of(Fields fields) {
        long size = fields.whole("samples", 1, Integer.MAX_VALUE);
        long batchSize = fields.whole("batch size", 1, Integer.MAX_VALUE);
        long together = fields.whole("accumulated batches", 1, Integer.MAX_VALUE);
        long batches = ratio(size, batchSize);
        Fields.Row progress = fields.row("progress", Progress.FIELDS);
        int epoch = progress.whole("epoch", 1, Integer.MAX_VALUE);
        long batch = progress.whole("batch", 1, batches);
        long samples = Math.min(size, batch * batchSize);
        progress.whole("samples", samples, samples);
        long changes = fields.whole("changes", 0, Long.MAX_VALUE);
        long ended = epoch - 1L;
        long step = ended * batches + batch;
        long updates = ended * ratio(batches, together) + ratio(batch, together);
        if (changes == 0) {
            fields.whole("step", step, step);
            fields.whole("updates", updates, updates);
        } else { // the epochs before may have had other batches
            step = fields.whole("step", batch, Long.MAX_VALUE);
            updates = fields.whole("updates", ratio(batch, together), step);
        }
        fields.whole("results", ended, ended);
        return new CheckpointPosition(epoch, new Checkpoints.Counts(step, updates), changes);
    }

    private static long ratio(long whole, long part) {
        return (whole - 1) / part + 1;
    }
}
