package dev.kiln.runtime.train;

import java.util.List;
import java.util.Objects;

/** The schedules that {@link Schedule} offers. */
final class Schedules {

    /** The highest power; up to pi / 2 what is left out is below 1e-18. */
    private static final int COSINE_TERMS = 22;

    private Schedules() {}

    /**
     * The settings of a schedule. A function of somebody's own has none that could be told; its
     * default words would differ from run to run.
     */
    static String words(Schedule schedule) {
        return schedule instanceof Record ? schedule.toString() : "a schedule of its own";
    }

    record Constant() implements Schedule {
        @Override
        public double factor(long update) {
            return 1;
        }
    }

    record Step(long every, double gamma) implements Schedule {

        Step {
            atLeastOne(every);
            SettingChecks.notNegative("gamma", gamma);
        }

        @Override
        public double factor(long update) {
            return power(gamma, Math.floorDiv(update, every));
        }
    }

    record MultiStep(double gamma, List<Long> milestones) implements Schedule {

        MultiStep {
            SettingChecks.notNegative("gamma", gamma);
        }

        @Override
        public double factor(long update) {
            int reached = 0;
            for (int i = 0; i < milestones.size(); i++) {
                reached += update >= milestones.get(i) ? 1 : 0;
            }
            return power(gamma, reached);
        }
    }

    record Exponential(double gamma) implements Schedule {

        Exponential {
            SettingChecks.notNegative("gamma", gamma);
        }

        @Override
        public double factor(long update) {
            return power(gamma, update);
        }
    }

    record Cosine(long updates, double least) implements Schedule {

        Cosine {
            atLeastOne(updates);
            SettingChecks.notNegative("least factor", least);
        }

        @Override
        public double factor(long update) {
            double share = (double) Math.min(update, updates) / updates;
            return least + (1 - least) * 0.5 * (1 + halfCosine(share));
        }
    }

    record WarmUp(long updates, double first) implements Schedule {

        WarmUp {
            atLeastOne(updates);
            SettingChecks.notNegative("first factor", first);
        }

        @Override
        public double factor(long update) {
            return first + (1 - first) * Math.min(update, updates) / updates;
        }
    }

    record WarmUpThen(long updates, Schedule then) implements Schedule {

        WarmUpThen {
            atLeastOne(updates);
            Objects.requireNonNull(then, "the schedule after the warm-up is null");
        }

        @Override
        public double factor(long update) {
            return update < updates
                    ? (double) (update + 1) / updates
                    : then.factor(update - updates);
        }

        @Override
        public String toString() {
            return "WarmUpThen[updates=" + updates + ", then=" + words(then) + "]";
        }
    }

    record OneCycle(
            long updates, double rising, double divisor, double finalDivisor, boolean linear)
            implements Schedule {

        OneCycle {
            atLeastOne(updates);
            SettingChecks.positive("divisor", divisor);
            SettingChecks.positive("final divisor", finalDivisor);
            SettingChecks.fraction("rising share", rising);
        }

        @Override
        public double factor(long update) {
            double low = 1 / divisor;
            double end = low / finalDivisor;
            double top = rising * updates - 1;
            double last = updates - 1.0;
            double at = Math.min((double) update, last);
            return at <= top
                    ? between(low, 1, top > 0 ? at / top : 1)
                    : between(1, end, (at - top) / (last - top));
        }

        private double between(double from, double to, double share) {
            return linear
                    ? (to - from) * share + from
                    : to + (from - to) / 2 * (1 + halfCosine(share));
        }
    }

    /**
     * {@code cos(pi * share)} for a share from 0 to 1 by its series: StrictMath.cos may allocate,
     * and Math.cos may differ between machines.
     */
    private static double halfCosine(double share) {
        double x = Math.PI * (share > 0.5 ? 1 - share : share);
        double term = 1;
        double sum = 1;
        for (int n = 2; n <= COSINE_TERMS; n += 2) {
            term *= -x * x / (n * (n - 1.0));
            sum += term;
        }
        return share > 0.5 ? -sum : sum;
    }

    /** By squaring: StrictMath.pow would allocate, and Math.pow may differ between machines. */
    private static double power(double base, long exponent) {
        double result = 1;
        double square = base;
        for (long rest = exponent; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }

    private static void atLeastOne(long updates) {
        if (updates < 1) {
            throw new IllegalArgumentException(
                    "the number of updates is " + updates + ", expected 1 or more");
        }
    }
}
