package dev.kiln.runtime.train;

import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Penalty;
import dev.kiln.runtime.internal.io.Printable;
import dev.kiln.runtime.internal.parallel.WorkerTeam;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What gradient descent has in common, whatever becomes of a gradient: learning rate and schedule,
 * clipping, weight decay, penalties, and state for each parameter.
 *
 * @param <O> the optimizer itself
 */
public abstract class GradientOptimizer<O extends GradientOptimizer<O>> implements Optimizer {

    /** What is set. */
    record Common(double rate, WeightDecay decay, Clipping clipping, Schedule schedule) {

        static Common of(double rate) {
            SettingChecks.positive("learning rate", rate);
            return new Common(rate, WeightDecay.NONE, Clipping.NONE, Schedule.constant());
        }
    }

    /** Slots that hold sums or means of squares. */
    private static final Set<String> SQUARES = Set.of("second", "square", "sum");

    private final Common common;
    private final Map<Parameter, float[][]> slots = new HashMap<>();
    private final Sweeps sweeps = new Sweeps(this);
    private final WorkerTeam alone = WorkerTeam.ofCommonPool(1);
    private long updates;
    private double rateFactor = 1;

    GradientOptimizer(Common common) {
        this.common = common;
    }

    /** The same optimizer, from its start, with other settings. */
    abstract O with(Common other);

    /** What is kept for each element, by name. */
    abstract List<String> slotNames();

    /** The optimizer and all settings that are not common, in words. */
    abstract String settings();

    /** Called once in each update, before the first sweep. */
    void begin() {}

    /** Called in front of the first update after {@code updates} others. */
    void restart(long updates) {}

    /** Whether penalties and weight decay are kept out of the gradient. */
    boolean decouples() {
        return false;
    }

    /**
     * Changes the elements {@code from} to {@code to - 1} of one parameter, each by itself.
     *
     * @param kept one array for each of {@link #slotNames}. Modified.
     */
    abstract void sweep(
            float[] value,
            float[] gradient,
            float[][] kept,
            int from,
            int to,
            GradientTransform transform,
            double rate);

    final Common common() {
        return common;
    }

    /** The same, from its start, with decay of weights, not of biases. */
    public final O weightDecay(double factor) {
        return with(
                new Common(
                        common.rate,
                        common.decay.factor(factor),
                        common.clipping,
                        common.schedule));
    }

    /** The same, from its start, with decay of everything, as PyTorch's optimizers do. */
    public final O decayBiases() {
        return with(
                new Common(
                        common.rate, common.decay.everything(), common.clipping, common.schedule));
    }

    /** The same, from its start, with a learning rate that changes from update to update. */
    public final O schedule(Schedule schedule) {
        Objects.requireNonNull(schedule, "the schedule is null");
        return with(new Common(common.rate, common.decay, common.clipping, schedule));
    }

    /**
     * The same, from its start, with all gradients multiplied by {@code limit / norm} where their
     * Euclidean norm, that of all parameters together, is above the limit.
     */
    public final O clipNorm(double limit) {
        SettingChecks.positive("limit of the norm", limit);
        Clipping clipping = new Clipping(limit, common.clipping.value());
        return with(new Common(common.rate, common.decay, clipping, common.schedule));
    }

    /**
     * The same, from its start, with each element of a gradient between plus and minus the limit.
     */
    public final O clipValue(double limit) {
        SettingChecks.positive("limit of the values", limit);
        Clipping clipping = new Clipping(common.clipping.norm(), limit);
        return with(new Common(common.rate, common.decay, clipping, common.schedule));
    }

    /** Learning rate of an update, counted from 0, but for {@link #scaleRate}. */
    public final double rateAt(long update) {
        return common.rate * common.schedule.factor(update);
    }

    @Override
    public final void scaleRate(double factor) {
        SettingChecks.positive("factor of the learning rate", factor);
        rateFactor *= factor;
    }

    @Override
    public final void update(List<Parameter> parameters, double scale) {
        update(parameters, scale, alone);
    }

    @Override
    public final void update(List<Parameter> parameters, double scale, WorkerTeam team) {
        claim(parameters);
        double rate = rateAt(updates) * rateFactor;
        double clip =
                common.clipping.limitsNorm()
                        ? common.clipping.factor(Math.sqrt(sweeps.squares(team, parameters, scale)))
                        : 1;
        updates++;
        begin();
        sweeps.change(team, parameters, scale, clip, rate);
    }

    /** Changes the elements {@code from} to {@code to - 1} of a parameter. */
    final void change(
            Parameter parameter,
            int from,
            int to,
            GradientTransform transform,
            double scale,
            double clip,
            double rate) {
        transform.set(
                scale,
                parameter.penalty(),
                clip,
                common.clipping.value(),
                common.decay.of(parameter));
        sweep(
                parameter.values(),
                parameter.gradient().data,
                slots.get(parameter),
                from,
                to,
                transform,
                rate);
    }

    /**
     * Makes what belongs to each parameter, because threads only look up what is there. After the
     * first update all parameters are known, but for those of another network.
     */
    private void claim(List<Parameter> parameters) {
        Objects.requireNonNull(parameters, "the list of parameters is null");
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            if (!parameter.isTrained()) {
                continue;
            }
            if (!slots.containsKey(parameter)) {
                if (updates > 0) {
                    throw new IllegalStateException(
                            "the optimizer has made "
                                    + updates
                                    + (updates == 1 ? " update" : " updates")
                                    + " without "
                                    + parameter.name()
                                    + ", so its state belongs to another network; each network needs"
                                    + " an optimizer of its own, or startAnew()");
                }
                slots.put(parameter, fresh(parameter));
            }
            parameter.gradient();
        }
    }

    private float[][] fresh(Parameter parameter) {
        return new float[slotNames().size()][parameter.layout().size()];
    }

    /** The sum of the squares of a gradient, that of its penalty included: one chain. */
    final double squares(Parameter parameter, double scale) {
        float[] value = parameter.values();
        float[] gradient = parameter.gradient().data;
        Penalty penalty = decouples() ? Penalty.NONE : parameter.penalty();
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
    public final void startAnew() {
        slots.clear();
        updates = 0;
        rateFactor = 1;
        restart(0);
    }

    private String description() {
        return settings()
                + ", rate="
                + common.rate
                + ", "
                + common.decay
                + ", "
                + common.clipping
                + ", "
                + Schedules.words(common.schedule);
    }

    @Override
    public final OptimizerState state(List<Parameter> parameters) {
        Objects.requireNonNull(parameters, "the list of parameters is null");
        Map<String, float[]> copies = new HashMap<>();
        for (Parameter parameter : trained(parameters)) {
            float[][] kept = slots.get(parameter);
            kept = kept == null ? fresh(parameter) : kept;
            for (int slot = 0; slot < kept.length; slot++) {
                copies.put(slotNames().get(slot) + "/" + parameter.name(), kept[slot].clone());
            }
        }
        return new OptimizerState(description(), updates, rateFactor, copies);
    }

    @Override
    public final void restore(OptimizerState state, List<Parameter> parameters) {
        Objects.requireNonNull(state, "the state is null");
        Objects.requireNonNull(parameters, "the list of parameters is null");
        if (!state.settings().equals(description())) {
            throw new IllegalArgumentException(
                    "the state is of " + state.settings() + ", not of " + description());
        }
        if (state.updates() < 0 || !NumberRange.POSITIVE.contains(state.rateFactor())) {
            throw new IllegalArgumentException(
                    "the state has "
                            + state.updates()
                            + " updates and the rate times "
                            + state.rateFactor()
                            + ", expected 0 or more and a finite number above 0");
        }
        Map<Parameter, float[][]> restored = new HashMap<>();
        for (Parameter parameter : trained(parameters)) {
            restored.put(parameter, restored(state, parameter));
        }
        checkSlots(state, parameters);
        slots.clear();
        slots.putAll(restored);
        updates = state.updates();
        rateFactor = state.rateFactor();
        restart(updates);
    }

    private void checkSlots(OptimizerState state, List<Parameter> parameters) {
        Set<String> unknown = new TreeSet<>(state.slots().keySet());
        for (Parameter parameter : trained(parameters)) {
            for (String slot : slotNames()) {
                unknown.remove(slot + "/" + parameter.name());
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "the state has numbers of which the optimizer has no use: "
                            + Printable.list(new ArrayList<>(unknown)));
        }
    }

    private float[][] restored(OptimizerState state, Parameter parameter) {
        float[][] kept = new float[slotNames().size()][];
        for (int slot = 0; slot < kept.length; slot++) {
            String name = slotNames().get(slot) + "/" + parameter.name();
            float[] numbers = state.slots().get(name);
            if (numbers == null || numbers.length != parameter.layout().size()) {
                throw new IllegalArgumentException("the state lacks " + name);
            }
            Checkpoint.checkFinite(
                    "optimizer/" + name, numbers, SQUARES.contains(slotNames().get(slot)));
            kept[slot] = numbers.clone();
        }
        return kept;
    }

    private static List<Parameter> trained(List<Parameter> parameters) {
        List<Parameter> trained = new ArrayList<>(parameters);
        trained.removeIf(p -> !p.isTrained());
        return trained;
    }
}
