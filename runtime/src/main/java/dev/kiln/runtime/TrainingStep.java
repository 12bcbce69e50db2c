package dev.kiln.runtime;

/**
 * A step of training, where it is not simply the next one.
 *
 * <pre>{@code
 * network.lossWithGradients(input, target, TrainingStep.of(seed, 17).accumulating());
 * }</pre>
 *
 * @param seed with the number and the position of an element it decides what is dropped
 * @param number of the step; steps without one go on counting from here
 * @param accumulates whether gradients are added to those that are there, instead of overwriting
 *     them
 * @param divisor weight that gradients are divided by; 0 for that of the batch itself
 */
public record TrainingStep(long seed, long number, boolean accumulates, double divisor) {

    /**
     * Checks the divisor.
     *
     * @throws IllegalArgumentException if it is negative, NaN or infinite
     */
    public TrainingStep {
        if (!(divisor >= 0 && divisor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the weight of gradients is " + divisor + ", expected 0 or above");
        }
    }

    /** A step whose gradients overwrite those that are there. */
    public static TrainingStep of(long seed, long number) {
        return new TrainingStep(seed, number, false, 0);
    }

    /** This step, whose gradients are added to those that are there. */
    public TrainingStep accumulating() {
        return new TrainingStep(seed, number, true, divisor);
    }

    /**
     * This step, whose gradients are divided by another weight than that of its batch. Gradients of
     * several batches that are added up are so weighted as those of one large batch: divide all by
     * the {@link Network#lossWeight} of the first, and give {@link Network#update(Updater, double)}
     * that weight over the sum of all as its scale.
     *
     * @param weight above 0, or 0 for the weight of the batch itself
     */
    public TrainingStep dividedBy(double weight) {
        return new TrainingStep(seed, number, accumulates, weight);
    }
}
