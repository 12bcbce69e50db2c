package dev.kiln.runtime.train;

import dev.kiln.runtime.Parallel;
import dev.kiln.runtime.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An optimizer that changes nothing and remembers what it was asked. */
final class Recorder implements Optimizer, RunningOptimizer {

    final List<Double> scales = new ArrayList<>();
    final List<float[]> gradients = new ArrayList<>();
    double rateFactor = 1;

    @Override
    public RunningOptimizer start(List<Parameter> parameters) {
        return this;
    }

    @Override
    public void update(List<Parameter> parameters, double scale, Parallel parallel) {
        scales.add(scale);
        gradients.add(parameters.get(0).gradient().data.clone());
    }

    @Override
    public void scaleRate(double factor) {
        rateFactor *= factor;
    }

    @Override
    public OptimizerState state() {
        return new OptimizerState("recorder", scales.size(), rateFactor, Map.of());
    }

    @Override
    public void restore(OptimizerState state) {
        rateFactor = state.rateFactor();
    }
}
