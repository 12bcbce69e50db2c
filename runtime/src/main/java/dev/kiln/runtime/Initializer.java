package dev.kiln.runtime;

import dev.kiln.runtime.internal.kernel.RandomStream;

/** How a parameter gets its first values. */
public enum Initializer {
    /**
     * Normal with mean 0 and standard deviation {@code sqrt(2 / fanIn)}, for layers in front of
     * ReLU-like activations (He et al., "Delving Deep into Rectifiers", 2015).
     */
    HE,
    /**
     * Uniform between plus and minus {@code sqrt(6 / (fanIn + fanOut))} (Glorot and Bengio,
     * "Understanding the difficulty of training deep feedforward neural networks", 2010).
     */
    GLOROT,
    /** All zero. */
    ZERO,
    /** All one. */
    ONE;

    /** No bodies of constants: a predictor would load a class for each, and draws nothing. */
    float draw(RandomStream random, long fanIn, long fanOut) {
        return switch (this) {
            case HE -> (float) (random.nextGaussian() * Math.sqrt(2.0 / fanIn));
            case GLOROT -> {
                double bound = Math.sqrt(6.0 / (fanIn + fanOut));
                yield (float) ((2 * random.nextDouble() - 1) * bound);
            }
            case ZERO -> 0f;
            case ONE -> 1f;
        };
    }
}
