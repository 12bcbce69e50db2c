package dev.kiln.runtime.train;

import dev.kiln.runtime.Parallel;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Penalty;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/** A {@link GradientOptimizer} at work: its state for each parameter. */
final class GradientDescent implements RunningOptimizer {

    private final GradientOptimizer<?> optimizer;
    private final List<Parameter> parameters;
    private final Map<Parameter, float[][]> slots = new HashMap<>();
    private final Sweeps sweeps = new Sweeps(this);
    private final UpdateRule rule;
    private long updates;
    private double rateFactor = 1;

    GradientDescent(GradientOptimizer<?> optimizer, List<Parameter> parameters) {
        this.optimizer = optimizer;
        this.parameters = List.copyOf(parameters);
        this.rule = optimizer.rule();
        int kept = optimizer.slotNames().size();
        for (Parameter parameter : this.parameters) {
            if (parameter.isTrained()) {
                slots.put(parameter, new float[kept][parameter.layout().size()]);
            }
        }
    }

    @Override
    public void scaleRate(double factor) {
        SettingChecks.positive("factor of the learning rate", factor);
        rateFactor *= factor;
    }

    @Override
    public OptionalDouble learningRate() {
        return updates == 0 ? OptionalDouble.empty() : OptionalDouble.of(rateAt(updates - 1));
    }

    private double rateAt(long update) {
        return optimizer.common().rateAt(update) * rateFactor;
    }

    @Override
    public void update(List<Parameter> parameters, double scale, Parallel parallel) {
        check(parameters);
        GradientOptimizer.Common common = optimizer.common();
        double rate = rateAt(updates);
        Clipping clipping = common.clipping();
        double clip =
                clipping.limitsNorm()
                        ? clipping.factor(Math.sqrt(sweeps.squares(parallel, parameters, scale)))
                        : 1;
        rule.begin(updates);
        updates++;
        sweeps.change(parallel, parameters, scale, clip, rate);
    }

    /** Changes the elements {@code from} to {@code to - 1} of a parameter. */
    void change(
            Parameter parameter,
            int from,
            int to,
            GradientTransform transform,
            double scale,
            double clip,
            double rate) {
        GradientOptimizer.Common common = optimizer.common();
        transform.set(
                scale,
                parameter.penalty(),
                clip,
                common.clipping().value(),
                common.decay().of(parameter));
        rule.sweep(
                parameter.values(),
                parameter.gradient().data,
                slots.get(parameter),
                from,
                to,
                transform,
                rate);
    }

    /** Also makes gradients that nobody has asked for, because threads only look them up. */
    private void check(List<Parameter> others) {
        Objects.requireNonNull(others, "the list of parameters is null");
        for (int i = 0; i < others.size(); i++) {
            Parameter parameter = others.get(i);
            if (!parameter.isTrained()) {
                continue;
            }
            if (!slots.containsKey(parameter)) {
                throw new IllegalStateException(
                        "the optimizer was started without "
                                + parameter.name()
                                + ", so its state belongs to other parameters; each network needs"
                                + " one that was started for it: start(network.parameters())");
            }
            parameter.gradient();
        }
    }

    /** The sum of the squares of a gradient, that of its penalty included: one chain. */
    double squares(Parameter parameter, double scale) {
        float[] value = parameter.values();
        float[] gradient = parameter.gradient().data;
        Penalty penalty = optimizer.decouples() ? Penalty.NONE : parameter.penalty();
        boolean penalized = !penalty.isNone();
        double sum = 0;
        for (int i = 0; i < value.length; i++) {
            double g = gradient[i] * scale;
            if (penalized) {
                g += penalty.slope(value[i]);
            }
            sum += g * g;
        }
        return sum;
    }

    @Override
    public OptimizerState state() {
        return new OptimizerState(
                optimizer.toString(), updates, rateFactor, slotArrays().copies(slots));
    }

    @Override
    public void restore(OptimizerState state) {
        Objects.requireNonNull(state, "the state is null");
        if (!state.settings().equals(optimizer.toString())) {
            throw new IllegalArgumentException(
                    "the state is of " + state.settings() + ", not of " + optimizer);
        }
        if (state.updates() < 0 || !NumberRange.POSITIVE.contains(state.rateFactor())) {
            throw new IllegalArgumentException(
                    "the state has "
                            + state.updates()
                            + " updates and the rate times "
                            + state.rateFactor()
                            + ", expected 0 or more and a finite number above 0");
        }
        Map<Parameter, float[][]> restored = slotArrays().restored(state.slots());
        slots.clear();
        slots.putAll(restored);
        updates = state.updates();
        rateFactor = state.rateFactor();
    }

    private SlotArrays slotArrays() {
        return new SlotArrays(
                optimizer.slotNames(), parameters.stream().filter(slots::containsKey).toList());
    }
}
