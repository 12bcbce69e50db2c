package dev.kiln.runtime.train;

import java.util.Arrays;

/**
 * How the learning rate changes: a pure function from the number of an update, from 0, to a factor
 * of the optimizer's rate. Schedules are values: equal settings are equal.
 */
@FunctionalInterface
public interface Schedule {

    /** Factor of the learning rate in update {@code update}, counted from 0. */
    double factor(long update);

    /** Always 1. */
    static Schedule constant() {
        return new Schedules.Constant();
    }

    /** {@code gamma^(update / every)}, rounded down. */
    static Schedule step(long every, double gamma) {
        return new Schedules.Step(every, gamma);
    }

    /** {@code gamma} to the number of milestones that are reached. */
    static Schedule multiStep(double gamma, long... milestones) {
        return new Schedules.MultiStep(gamma, Arrays.stream(milestones).boxed().toList());
    }

    /** {@code gamma^update}. */
    static Schedule exponential(double gamma) {
        return new Schedules.Exponential(gamma);
    }

    /**
     * Half a cosine from 1 to {@code least} (Loshchilov and Hutter, "SGDR", 2017), where it stays.
     *
     * @param updates length
     * @param least factor at the end
     */
    static Schedule cosine(long updates, double least) {
        return new Schedules.Cosine(updates, least);
    }

    /** Half a cosine from 1 to 0. */
    static Schedule cosine(long updates) {
        return cosine(updates, 0);
    }

    /** A line from {@code first} to 1 over so many updates (Goyal et al. 2017), then 1. */
    static Schedule warmUp(long updates, double first) {
        return new Schedules.WarmUp(updates, first);
    }

    /**
     * A line to 1 over so many updates, the first factor being {@code 1 / updates}, then another
     * schedule from its start.
     */
    static Schedule warmUp(long updates, Schedule then) {
        return new Schedules.WarmUpThen(updates, then);
    }

    /**
     * One cycle (Smith and Topin, "Super-Convergence", 2018) with PyTorch's usual numbers: up over
     * 30 % of the updates from 1/25, then down to 1/250,000, both along cosines. The optimizer's
     * rate is the highest one.
     */
    static Schedule oneCycle(long updates) {
        return oneCycle(updates, 0.3, 25, 1e4, false);
    }

    /**
     * One cycle.
     *
     * @param rising share of the updates in which the rate rises
     * @param divisor highest rate divided by the first one
     * @param finalDivisor first rate divided by the last one
     * @param linear along lines instead of cosines
     */
    static Schedule oneCycle(
            long updates, double rising, double divisor, double finalDivisor, boolean linear) {
        return new Schedules.OneCycle(updates, rising, divisor, finalDivisor, linear);
    }
}
