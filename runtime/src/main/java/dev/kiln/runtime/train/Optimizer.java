package dev.kiln.runtime.train;

import dev.kiln.runtime.Parameter;
import java.util.List;

/**
 * Changes parameters by their gradients. An optimizer keeps state, so each network needs its own.
 */
@FunctionalInterface
public interface Optimizer {

    /**
     * One step: changes every value by its gradient.
     *
     * @param parameters all parameters of a network, gradients filled. Values are modified,
     *     gradients are not.
     */
    void update(List<Parameter> parameters);
}
