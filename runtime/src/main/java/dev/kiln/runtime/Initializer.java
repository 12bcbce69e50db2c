package dev.kiln.runtime;

import dev.kiln.runtime.kernel.RandomStream;

/** How a parameter gets its first values. */
public enum Initializer {
    /**
     * Normal with mean 0 and standard deviation {@code sqrt(2 / fanIn)}, for layers in front of
     * ReLU-like activations (He et al., "Delving Deep into Rectifiers", 2015).
     */
    HE {
        @Override
        float draw(RandomStream random, long fanIn, long fanOut) {
            return (float) (random.nextGaussian() * Math.sqrt(2.0 / fanIn));
        }
    },
    /**
     * Uniform between plus and minus {@code sqrt(6 / (fanIn + fanOut))} (Glorot and Bengio,
     * "Understanding the difficulty of training deep feedforward neural networks", 2010).
     */
    GLOROT {
        @Override
        float draw(RandomStream random, long fanIn, long fanOut) {
            double bound = Math.sqrt(6.0 / (fanIn + fanOut));
            return (float) ((2 * random.nextDouble() - 1) * bound);
        }
    },
    /** All zero. */
    ZERO {
        @Override
        float draw(RandomStream random, long fanIn, long fanOut) {
            return 0f;
        }
    },
    /** All one. */
    ONE {
        @Override
        float draw(RandomStream random, long fanIn, long fanOut) {
            return 1f;
        }
    };

    abstract float draw(RandomStream random, long fanIn, long fanOut);
}
