package dev.kiln.runtime.train;

import dev.kiln.runtime.Parallel;
import dev.kiln.runtime.Parameter;
import java.util.List;

/** An optimizer that remembers what it has started last. */
final class Started implements Optimizer {

    private final Optimizer optimizer;
    private RunningOptimizer last;

    Started(Optimizer optimizer) {
        this.optimizer = optimizer;
    }

    @Override
    public RunningOptimizer start(List<Parameter> parameters) {
        last = optimizer.start(parameters);
        return last;
    }

    OptimizerState state() {
        return last.state();
    }

    /** An optimizer after one update of these parameters. */
    static RunningOptimizer afterOne(Optimizer optimizer, Parameter... parameters) {
        return afterOne(optimizer, 1, parameters);
    }

    static RunningOptimizer afterOne(Optimizer optimizer, double scale, Parameter... parameters) {
        RunningOptimizer running = optimizer.start(List.of(parameters));
        running.update(List.of(parameters), scale, Parallel.alone());
        return running;
    }
}
