package dev.kiln.runtime.train;

import dev.kiln.runtime.Parameter;
import java.util.List;

/**
 * How parameters are changed by their gradients: settings alone, which never change, so one
 * optimizer may serve any number of trainings.
 *
 * <pre>{@code
 * RunningOptimizer adam = Adam.rate(1e-3).start(network.parameters());
 * network.lossWithGradients(input, target);
 * network.update(adam);
 * }</pre>
 */
public interface Optimizer {

    /**
     * Begins to optimize, with a state of its own.
     *
     * @param parameters all that will be changed, those of one network
     */
    RunningOptimizer start(List<Parameter> parameters);
}
