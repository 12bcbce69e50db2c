package dev.kiln.processor.graph;

import java.util.List;

/**
 * What training makes small.
 *
 * @param smoothing label smoothing of cross-entropy, 0 to below 1
 * @param classWeights one weight a class, or empty
 */
public record Loss(Kind kind, float smoothing, List<Float> classWeights) {

    public enum Kind {
        CROSS_ENTROPY,
        BINARY_CROSS_ENTROPY,
        MEAN_SQUARED_ERROR
    }

    public Loss {
        classWeights = List.copyOf(classWeights);
    }
}
