package dev.kiln.runtime.train;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What one epoch brought.
 *
 * @param epoch number of the epoch, from 1
 * @param epochs number of epochs in all
 * @param loss mean training loss over the epoch, each batch before its update
 * @param validationLoss mean loss on the validation data, if there are any
 * @param validationAccuracy share of validation samples classified right, 0 to 1, if there are any
 *     and they have classes
 * @param trainingAccuracy share of some training samples classified right after the epoch, 0 to 1,
 *     where {@link Trainer#measureTraining} asks for it
 * @param learningRate rate of the last update, schedule and plateaus included, where the optimizer
 *     says it
 * @param imagesPerSecond training samples per second, validation not counted
 * @param duration time of training, validation not counted
 */
public record EpochResult(
        int epoch,
        int epochs,
        double loss,
        OptionalDouble validationLoss,
        OptionalDouble validationAccuracy,
        OptionalDouble trainingAccuracy,
        OptionalDouble learningRate,
        double imagesPerSecond,
        Duration duration) {}
