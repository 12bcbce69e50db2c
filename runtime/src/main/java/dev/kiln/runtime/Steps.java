package dev.kiln.runtime;

import java.util.Objects;
import org.ejml.data.FMatrixRMaj;

/**
 * The step that a network is in, or that comes next, and the batch that waits for its gradients.
 */
final class Steps {

    private long seed;
    private long number;
    private boolean accumulates;
    private double divisor;
    private boolean counted;

    /** The batch that {@link Network#backward} may follow for, or null. */
    private FMatrixRMaj forwarded;

    private int forwardedSamples;
    private boolean forwardedAccumulates;
    private double forwardedDivisor;

    /** Takes the numbers alone: a step is not kept, so that it need not be allocated. */
    void begin(TrainingStep next) {
        Objects.requireNonNull(next, "the step is null");
        seed = next.seed();
        number = next.number();
        accumulates = next.accumulates();
        divisor = next.divisor();
        forwarded = null;
    }

    /** Steps that are not described overwrite gradients. */
    void endGroup() {
        accumulates = false;
        divisor = 0;
    }

    /** Begins a step whose gradients come later. */
    void forward(TrainingStep next) {
        begin(next);
        endGroup();
        forwardedAccumulates = next.accumulates();
        forwardedDivisor = next.divisor();
    }

    /** Keeps the batch of such a step, whose output has been computed. */
    void keep(FMatrixRMaj batch, int samples) {
        forwarded = batch;
        forwardedSamples = samples;
    }

    FMatrixRMaj forwarded() {
        return forwarded;
    }

    int forwardedSamples() {
        return forwardedSamples;
    }

    /** Goes on with the step of the batch that was kept. */
    void backward() {
        forwarded = null;
        accumulates = forwardedAccumulates;
        divisor = forwardedDivisor;
    }

    /** Something has changed on which the output depends. */
    void forget() {
        forwarded = null;
    }

    void count() {
        number++;
        counted = true;
        forwarded = null;
    }

    /** Whether there was a step yet. */
    boolean isCounted() {
        return counted;
    }

    TrainingStep plain() {
        return TrainingStep.of(seed, number);
    }

    long seed() {
        return seed;
    }

    long number() {
        return number;
    }

    boolean accumulates() {
        return accumulates;
    }

    /** Weight that gradients are divided by, where that of the batch is {@code own}. */
    double divisor(double own) {
        double weight = divisor == 0 ? own : divisor;
        return weight == 0 ? 1 : weight;
    }
}
