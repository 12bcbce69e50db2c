package dev.kiln.runtime.train;

import dev.kiln.runtime.Network;

/** Where training stands. One object that changes from batch to batch; do not keep it. */
public final class Progress {

    static final String IMAGES = "images";

    /** The parts of {@link #state}. */
    static final String[] FIELDS = {"epoch", "batch", "samples", "sum of losses", "sum of weights"};

    private final int epochs;
    private final int batches;
    private final String unit;
    private int epoch;
    private int batch;
    private int samples;
    private double loss;
    private double lossSum;
    private double weightSum;

    Progress(int epochs, int batches) {
        this(epochs, batches, IMAGES);
    }

    /** {@code unit}: what samples are called. */
    Progress(int epochs, int batches, String unit) {
        this.epochs = epochs;
        this.batches = batches;
        this.unit = unit;
    }

    /** Number of the epoch, from 1. */
    public int epoch() {
        return epoch;
    }

    /** Number of epochs in all. */
    public int epochs() {
        return epochs;
    }

    /** Number of the batch in its epoch, from 1. */
    public int batch() {
        return batch;
    }

    /** Number of batches in an epoch. */
    public int batches() {
        return batches;
    }

    /** Samples seen in this epoch. */
    public int samples() {
        return samples;
    }

    /** Mean loss of the last batch, before its update. */
    public double loss() {
        return loss;
    }

    /** Mean loss of this epoch so far, each batch by its {@link Network#lossWeight}. */
    public double meanLoss() {
        return weightSum == 0 && samples > 0 ? 0 : lossSum / weightSum;
    }

    String unit() {
        return unit;
    }

    void start(int newEpoch) {
        epoch = newEpoch;
        batch = 0;
        samples = 0;
        lossSum = 0;
        weightSum = 0;
    }

    void startBatch() {
        batch++;
    }

    void finishBatch(int batchSize, double batchLoss, double weight) {
        samples += batchSize;
        loss = batchLoss;
        lossSum += batchLoss * weight;
        weightSum += weight;
    }

    String state() {
        return epoch
                + " "
                + batch
                + " "
                + samples
                + " "
                + Bits.text(lossSum)
                + " "
                + Bits.text(weightSum);
    }

    /** Goes on from a state that {@link CheckpointPosition} has checked. */
    void restore(Fields fields) {
        Fields.Row state = fields.row("progress", FIELDS);
        epoch = state.whole("epoch", 1, Integer.MAX_VALUE);
        batch = state.whole("batch", 1, Integer.MAX_VALUE);
        samples = state.whole("samples", 1, Integer.MAX_VALUE);
        lossSum = state.number("sum of losses", NumberRange.FINITE);
        weightSum = state.number("sum of weights", NumberRange.NOT_NEGATIVE);
    }
}
