package dev.kiln.runtime.train;

import java.time.Duration;

/**
 * What one epoch brought.
 *
 * @param epoch number of the epoch, from 1
 * @param epochs number of epochs in all
 * @param loss mean training loss over the epoch, each batch before its update
 * @param validationLoss mean loss on the validation data; NaN without them
 * @param validationAccuracy share of validation samples classified right, 0 to 1; NaN without them
 *     or without classes
 * @param imagesPerSecond training samples per second, validation not counted
 * @param duration time of training, validation not counted
 */
public record EpochResult(
        int epoch,
        int epochs,
        double loss,
        double validationLoss,
        double validationAccuracy,
        double imagesPerSecond,
        Duration duration) {}
