package dev.kiln.pictures;

import dev.kiln.runtime.train.EpochResult;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The curves of a training.
 *
 * @param results epochs that are over
 * @param batches losses within epochs, over the time in epochs
 * @param epochs number of epochs on the horizontal axis
 */
record HistoryCurves(List<EpochResult> results, Curve batches, int epochs) {

    private static final String TRAINING = "one dash";
    private static final String VALIDATION = "two";
    private static final String ALONE = "one";

    /** Without losses within epochs. */
    static HistoryCurves of(List<EpochResult> results) {
        return new HistoryCurves(
                results, batches(List.of(), List.of()), results.get(results.size() - 1).epoch());
    }

    static Curve batches(List<Double> times, List<Double> losses) {
        return new Curve("batches", TRAINING, true, times, losses);
    }

    Picture loss() {
        return chart(
                "Loss",
                false,
                batches,
                curve("training", TRAINING, r -> OptionalDouble.of(r.loss())),
                curve("validation", VALIDATION, EpochResult::validationLoss));
    }

    Picture accuracy() {
        return chart(
                "Accuracy",
                true,
                curve("training", TRAINING, EpochResult::trainingAccuracy),
                curve("validation", VALIDATION, EpochResult::validationAccuracy));
    }

    Picture learningRate() {
        return chart(
                "Learning rate", false, curve("learning rate", ALONE, EpochResult::learningRate));
    }

    Picture speed() {
        return chart(
                "Samples per second",
                false,
                curve("samples per second", ALONE, r -> OptionalDouble.of(r.imagesPerSecond())));
    }

    /** Those of them that were measured. */
    List<Picture> all() {
        boolean accuracy =
                results.stream()
                        .anyMatch(
                                r ->
                                        r.trainingAccuracy().isPresent()
                                                || r.validationAccuracy().isPresent());
        boolean rate = results.stream().anyMatch(r -> r.learningRate().isPresent());
        List<Picture> measured = new ArrayList<>(List.of(loss()));
        if (accuracy) {
            measured.add(accuracy());
        }
        if (rate) {
            measured.add(learningRate());
        }
        measured.add(speed());
        return measured;
    }

    private Curve curve(String name, String style, Function<EpochResult, OptionalDouble> value) {
        return new Curve(
                name,
                style,
                false,
                results.stream().map(r -> (double) r.epoch()).toList(),
                results.stream().map(r -> value.apply(r).orElse(Double.NaN)).toList());
    }

    private Picture chart(String title, boolean share, Curve... curves) {
        double from = !batches.isEmpty() ? 0 : epochs == 1 ? 0.5 : 1;
        double to = epochs == 1 && batches.isEmpty() ? 1.5 : epochs;
        return new LineChart(title, List.of(curves), from, to, share).picture();
    }
}
