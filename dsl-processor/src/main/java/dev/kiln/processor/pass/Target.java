package dev.kiln.processor.pass;

import dev.kiln.processor.graph.kernel.ConvolutionMaxPool;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.operation.Operation;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Facts that passes may ask for besides the program that they change.
 *
 * @param written the network as it was written
 * @param pooled which merged kernels of convolution and pool are worth it
 */
record Target(Use use, Graph written, Options options, Predicate<ConvolutionMaxPool> pooled) {

    /** Purpose of a program. */
    enum Use {
        TRAINING,
        EVALUATION,
        PREDICTION;

        String noun() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean trains() {
        return use == Use.TRAINING;
    }

    boolean predicts() {
        return use == Use.PREDICTION;
    }

    /** Whether training joins sums over a whole batch on its way, as batch norm does. */
    boolean joinsBatches() {
        return written.operations().stream().anyMatch(Operation::keepsStatistics);
    }

    /** Whether convolutions and products share micro-kernels. */
    boolean panels() {
        return Panels.serve(written.multiplyAdds(), options.panels());
    }

    /** How many samples a chunk has at least. */
    int leastChunk() {
        return panels() || options.winograd() == Winograd.Reach.ALL
                ? ChunkSize.LEAST
                : ChunkSize.LEAST_BY_DEFINITION;
    }

    Winograd.Reach winograd() {
        return predicts() ? options.winograd().inPredictor() : options.winograd();
    }
}
