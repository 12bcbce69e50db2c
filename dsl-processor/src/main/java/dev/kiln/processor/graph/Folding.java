package dev.kiln.processor.graph;

import java.util.Optional;

/**
 * What a predictor does with its parameters once after loading: the weights take the scale of a
 * batch normalization in, and its shift becomes their bias.
 *
 * @param bias what was added in front of the normalization, if anything
 */
public record Folding(
        Parameter weight,
        Optional<Parameter> bias,
        Parameter scale,
        Parameter shift,
        Parameter mean,
        Parameter variance,
        float epsilon) {}
