package dev.kiln.pictures;

import dev.kiln.runtime.train.EpochResult;

/**
 * Where a training stands.
 *
 * @param epoch number of the epoch, from 1
 * @param epochs number of epochs in all
 * @param part how much of the epoch is over, from 0 to 1
 * @param loss mean of the epoch so far; NaN before its first batch
 * @param perSecond samples per second in this epoch
 * @param seconds since the training began
 */
record Moment(int epoch, int epochs, double part, double loss, double perSecond, double seconds) {

    static final Moment NONE = new Moment(1, 1, 0, Double.NaN, 0, 0);

    static Moment after(EpochResult result, double seconds) {
        return new Moment(
                result.epoch(),
                result.epochs(),
                1,
                result.loss(),
                result.imagesPerSecond(),
                seconds);
    }

    /** How much of all epochs is over, from 0 to 1. */
    double done() {
        return (epoch - 1 + part) / epochs;
    }
}
