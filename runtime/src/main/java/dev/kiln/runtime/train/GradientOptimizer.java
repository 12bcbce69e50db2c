package dev.kiln.runtime.train;

import dev.kiln.runtime.Parameter;
import java.util.List;
import java.util.Objects;

/**
 * Settings that all optimizers have in common, whatever becomes of a gradient: learning rate and
 * schedule, clipping, weight decay. Immutable.
 *
 * @param <O> the optimizer itself
 */
public abstract class GradientOptimizer<O extends GradientOptimizer<O>> implements Optimizer {

    /** Settings of every optimizer. */
    record Common(double rate, WeightDecay decay, Clipping clipping, Schedule schedule) {

        static Common of(double rate) {
            SettingChecks.positive("learning rate", rate);
            return new Common(rate, WeightDecay.NONE, Clipping.NONE, Schedule.constant());
        }

        /** Learning rate of an update, counted from 0. */
        double rateAt(long update) {
            return rate * schedule.factor(update);
        }

        String words() {
            return "rate="
                    + rate
                    + ", "
                    + decay
                    + ", "
                    + clipping
                    + ", "
                    + Schedules.words(schedule);
        }
    }

    private final Common common;

    GradientOptimizer(Common common) {
        this.common = common;
    }

    /** This optimizer with other settings. */
    abstract O with(Common other);

    /** Names of the arrays that are kept for each parameter. */
    abstract List<String> slotNames();

    /** The optimizer and all settings that are not common, in words. */
    abstract String settings();

    /** The formula, at its start. */
    abstract UpdateRule rule();

    /** Whether penalties and weight decay are kept out of the gradient. */
    boolean decouples() {
        return false;
    }

    final Common common() {
        return common;
    }

    /** This optimizer with decay of weights, not of biases. */
    public final O weightDecay(double factor) {
        return with(
                new Common(
                        common.rate,
                        common.decay.factor(factor),
                        common.clipping,
                        common.schedule));
    }

    /** This optimizer with decay of everything, as PyTorch's optimizers do. */
    public final O decayBiases() {
        return with(
                new Common(
                        common.rate, common.decay.everything(), common.clipping, common.schedule));
    }

    /** This optimizer with a learning rate that changes from update to update. */
    public final O schedule(Schedule schedule) {
        Objects.requireNonNull(schedule, "the schedule is null");
        return with(new Common(common.rate, common.decay, common.clipping, schedule));
    }

    /**
     * This optimizer with all gradients multiplied by {@code limit / norm} where their Euclidean
     * norm, that of all parameters together, is above the limit.
     */
    public final O clipNorm(double limit) {
        SettingChecks.positive("limit of the norm", limit);
        Clipping clipping = new Clipping(limit, common.clipping.value());
        return with(new Common(common.rate, common.decay, clipping, common.schedule));
    }

    /** This optimizer with each element of a gradient between plus and minus the limit. */
    public final O clipValue(double limit) {
        SettingChecks.positive("limit of the values", limit);
        Clipping clipping = new Clipping(common.clipping.norm(), limit);
        return with(new Common(common.rate, common.decay, clipping, common.schedule));
    }

    /** Learning rate of an update, counted from 0, but for {@link RunningOptimizer#scaleRate}. */
    public final double rateAt(long update) {
        return common.rateAt(update);
    }

    @Override
    public final RunningOptimizer start(List<Parameter> parameters) {
        Objects.requireNonNull(parameters, "the list of parameters is null");
        return new GradientDescent(this, parameters);
    }

    /** All settings in words, by which a checkpoint knows its optimizer. */
    @Override
    public final String toString() {
        return settings() + ", " + common.words();
    }
}
