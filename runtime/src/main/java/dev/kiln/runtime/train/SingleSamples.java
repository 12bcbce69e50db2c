package dev.kiln.runtime.train;

import dev.kiln.runtime.Network;
import java.util.Optional;

/** Batches of one sample, from which batch norm learns the wrong thing or nothing. */
final class SingleSamples {

    private SingleSamples() {}

    /** A sentence about them, if there are any and batch norm would see them. */
    static Optional<String> warning(Network network, int samples, int batchSize) {
        int pixels = network.batchNormPixels();
        boolean lone = (samples - 1) % batchSize == 0;
        if (pixels == 0 || !lone) {
            return Optional.empty();
        }
        String which =
                batchSize == 1 || samples == 1
                        ? "each batch is a single sample"
                        : "the last batch of each epoch is a single sample ("
                                + samples
                                + " samples in batches of "
                                + batchSize
                                + ")";
        String effect =
                pixels == 1
                        ? "whose variance is 0, so that batch norm passes nothing of it on"
                        : "and batch norm takes mean and variance from that sample alone";
        return Optional.of(
                network.model()
                        + ": "
                        + which
                        + ", "
                        + effect
                        + "; choose another batch size, or leave one sample out");
    }
}
