package dev.kiln.processor.golden;

import static com.google.common.truth.Truth.assertWithMessage;

import com.google.gson.JsonObject;
import dev.kiln.runtime.train.Adam;
import dev.kiln.runtime.train.AdamW;
import dev.kiln.runtime.train.GradientOptimizer;
import dev.kiln.runtime.train.RmsProp;
import dev.kiln.runtime.train.Schedule;
import dev.kiln.runtime.train.Sgd;
import java.io.IOException;
import java.util.stream.StreamSupport;

/** The optimizer and the schedule of a case. */
final class GoldenOptimizer {

    private GoldenOptimizer() {}

    static GradientOptimizer<?> of(GoldenCase c) {
        JsonObject schedule = c.object("schedule");
        JsonObject settings = c.object("optimizer").deepCopy();
        if (schedule != null && schedule.has("max_lr")) {
            settings.add("lr", schedule.get("max_lr"));
        }
        GradientOptimizer<?> optimizer = plain(settings);
        if (!c.spec().get("clip_norm").isJsonNull()) {
            optimizer = optimizer.clipNorm(c.spec().get("clip_norm").getAsDouble());
        }
        return schedule == null
                ? optimizer
                : optimizer.schedule(schedule(schedule, number(settings, "lr")));
    }

    /** A case that is nothing but a schedule. */
    static GradientOptimizer<?> ofSchedule(GoldenCase c) {
        JsonObject schedule = c.object("schedule");
        double rate = c.spec().get("base_lr").getAsDouble();
        return Sgd.rate(rate).schedule(schedule(schedule, rate));
    }

    private static GradientOptimizer<?> plain(JsonObject o) {
        double decay = number(o, "weight_decay");
        GradientOptimizer<?> optimizer =
                switch (o.get("type").getAsString()) {
                    case "sgd" -> sgd(o);
                    case "adam" ->
                            Adam.rate(number(o, "lr"))
                                    .betas(number(o, "beta1"), number(o, "beta2"))
                                    .epsilon(number(o, "eps"));
                    case "adamw" ->
                            AdamW.rate(number(o, "lr"))
                                    .betas(number(o, "beta1"), number(o, "beta2"))
                                    .epsilon(number(o, "eps"));
                    case "rmsprop" -> rmsProp(o);
                    default -> throw new IllegalArgumentException(o.toString());
                };
        optimizer = optimizer.weightDecay(decay);
        return o.get("decay_params").getAsString().equals("all")
                ? optimizer.decayBiases()
                : optimizer;
    }

    private static Sgd sgd(JsonObject o) {
        Sgd sgd = Sgd.rate(number(o, "lr")).momentum(number(o, "momentum"));
        return o.get("nesterov").getAsBoolean() ? sgd.nesterov() : sgd;
    }

    private static RmsProp rmsProp(JsonObject o) {
        RmsProp rmsProp =
                RmsProp.rate(number(o, "lr"))
                        .alpha(number(o, "alpha"))
                        .epsilon(number(o, "eps"))
                        .momentum(number(o, "momentum"));
        return o.get("centered").getAsBoolean() ? rmsProp.centered() : rmsProp;
    }

    /** The case gives the lowest rate itself, Kiln takes it as a share of the optimizer's. */
    private static Schedule schedule(JsonObject s, double rate) {
        return switch (s.get("type").getAsString()) {
            case "step" -> Schedule.step(s.get("step_size").getAsLong(), number(s, "gamma"));
            case "multi_step" ->
                    Schedule.multiStep(
                            number(s, "gamma"),
                            StreamSupport.stream(
                                            s.getAsJsonArray("milestones").spliterator(), false)
                                    .mapToLong(m -> m.getAsLong())
                                    .toArray());
            case "exponential" -> Schedule.exponential(number(s, "gamma"));
            case "cosine" ->
                    Schedule.cosine(s.get("t_max").getAsLong(), number(s, "eta_min") / rate);
            case "linear_warmup" ->
                    Schedule.warmUp(s.get("warmup_steps").getAsLong(), number(s, "start_factor"));
            case "warmup_cosine" -> {
                long warm = s.get("warmup_steps").getAsLong();
                long rest = s.get("total_steps").getAsLong() - warm;
                yield Schedule.warmUp(warm, Schedule.cosine(rest, number(s, "eta_min") / rate));
            }
            case "one_cycle" ->
                    Schedule.oneCycle(
                            s.get("total_steps").getAsLong(),
                            number(s, "pct_start"),
                            number(s, "div_factor"),
                            number(s, "final_div_factor"),
                            s.get("anneal").getAsString().equals("linear"));
            default -> throw new IllegalArgumentException(s.toString());
        };
    }

    static void compareRates(GoldenCase c, GradientOptimizer<?> optimizer) throws IOException {
        double[] rates = c.tensors().get("lr").doubles();
        for (int t = 0; t < rates.length; t++) {
            assertWithMessage("rate of update " + t)
                    .that(optimizer.rateAt(t))
                    .isWithin(1e-12)
                    .of(rates[t]);
        }
    }

    private static double number(JsonObject o, String name) {
        return o.get(name).getAsDouble();
    }
}
