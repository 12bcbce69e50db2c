package dev.kiln.runtime.train;

import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.internal.parallel.WorkerTeam;
import java.util.List;

/**
 * Changes parameters by their gradients. An optimizer keeps state for the parameters that it
 * changes: in a loop of one's own each network needs one, and to change the parameters of another
 * network is refused. {@link Trainer#fit} starts its optimizer anew.
 */
public interface Optimizer {

    /**
     * Forgets all updates and {@link #scaleRate}: what follows is as if the optimizer were new, for
     * the parameters of any network. An optimizer that keeps no state need not override this.
     */
    default void startAnew() {}

    /** Changes every parameter that is trained; gradients are not modified. */
    default void update(List<Parameter> parameters) {
        update(parameters, 1);
    }

    /**
     * Changes every parameter that is trained; gradients are not modified.
     *
     * @param scale factor of all gradients, 1/k where those of k batches were added up
     * @throws IllegalStateException if earlier updates changed the parameters of another network
     */
    void update(List<Parameter> parameters, double scale);

    /**
     * The same by several threads, with the same bits for any number of them. An optimizer that
     * does not override this does it alone.
     *
     * @param team the threads, which nobody else uses meanwhile
     */
    default void update(List<Parameter> parameters, double scale, WorkerTeam team) {
        update(parameters, scale);
    }

    /** Multiplies the learning rate of all further updates. */
    void scaleRate(double factor);

    /** Everything that further updates depend on, as it is now. */
    OptimizerState state(List<Parameter> parameters);

    /**
     * Goes on from a state.
     *
     * @throws IllegalArgumentException if it is of another optimizer or of other parameters
     */
    void restore(OptimizerState state, List<Parameter> parameters);
}
