package dev.kiln.runtime.train;

import dev.kiln.runtime.Updater;
import java.util.OptionalDouble;

/** An optimizer at work on the parameters of a network, with what it keeps between updates. */
public interface RunningOptimizer extends Updater {

    /** Multiplies the learning rate of all further updates. */
    void scaleRate(double factor);

    /** Learning rate of the last update, schedule included; none if it has none, or before it. */
    default OptionalDouble learningRate() {
        return OptionalDouble.empty();
    }

    /** A copy of everything that further updates depend on. */
    OptimizerState state();

    /**
     * Goes on from a state.
     *
     * @throws IllegalArgumentException if it is of another optimizer or of other parameters
     */
    void restore(OptimizerState state);
}
