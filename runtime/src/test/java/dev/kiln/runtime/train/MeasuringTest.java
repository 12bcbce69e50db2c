package dev.kiln.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.SoftmaxRegression;
import dev.kiln.runtime.data.Dataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training measures besides its loss. */
class MeasuringTest {

    private static final Dataset TRAIN = Clouds.of(100, 1);
    private static final Dataset TEST = Clouds.of(60, 2);

    @TempDir Path folder;

    private static Trainer trainer(Network network) {
        return Trainer.of(network).quiet().epochs(3).batchSize(10).optimizer(Sgd.rate(0.1));
    }

    @Test
    void learningRateIsThatOfTheLastUpdate() {
        Optimizer halved = Sgd.rate(0.1).schedule(Schedule.step(10, 0.5));
        History history = trainer(Clouds.network()).optimizer(halved).fit(TRAIN);
        double[] rates =
                history.epochs().stream()
                        .mapToDouble(r -> r.learningRate().getAsDouble())
                        .toArray();
        assertEquals(0.1, rates[0], 1e-12);
        assertEquals(0.05, rates[1], 1e-12);
        assertEquals(0.025, rates[2], 1e-12);
        RunningOptimizer unused = Sgd.rate(0.1).start(Clouds.network().parameters());
        assertEquals(OptionalDouble.empty(), unused.learningRate());
    }

    @Test
    void learningRateKnowsPlateaus() {
        Optimizer none = Sgd.rate(1e-30);
        History history =
                trainer(Clouds.network())
                        .optimizer(none)
                        .validateOn(TEST)
                        .reduceOnPlateau(0.1, 1)
                        .fit(TRAIN);
        assertEquals(1e-30, history.epochs().get(1).learningRate().getAsDouble(), 1e-36);
        assertEquals(1e-31, history.last().learningRate().getAsDouble(), 1e-37);
    }

    @Test
    void trainingAccuracyIsMeasuredWhereItIsAskedFor() {
        SoftmaxRegression network = Clouds.network();
        assertEquals(OptionalDouble.empty(), trainer(network).fit(TRAIN).last().trainingAccuracy());
        History history = trainer(network).measureTraining(1_000).fit(TRAIN);
        assertEquals(Evaluation.of(network, TRAIN).accuracy(), history.last().trainingAccuracy());
        history = trainer(network).measureTraining(1).fit(TRAIN);
        double share = history.last().trainingAccuracy().getAsDouble();
        assertTrue(share == 0 || share == 1, "" + share);
        var e =
                assertThrows(
                        IllegalArgumentException.class, () -> trainer(network).measureTraining(0));
        assertEquals(
                "the number of training samples to measure is 0, expected at least 1",
                e.getMessage());
    }

    @Test
    void listenersSeeTheWholeEvaluationBeforeTheEpochIsOver() {
        List<String> calls = new ArrayList<>();
        TrainingListener listener =
                new TrainingListener() {
                    @Override
                    public void onEvaluation(Evaluation evaluation) {
                        calls.add("evaluation of " + evaluation.confusion().total());
                    }

                    @Override
                    public void onEpoch(EpochResult result) {
                        calls.add("epoch " + result.epoch());
                    }
                };
        trainer(Clouds.network()).epochs(2).listener(listener).validateOn(TEST).fit(TRAIN);
        assertEquals(List.of("evaluation of 60", "epoch 1", "evaluation of 60", "epoch 2"), calls);
    }

    @Test
    void resumedTrainingsKnowWhatWasMeasured() {
        Path file = folder.resolve("run.checkpoint");
        Trainer first = trainer(Clouds.network()).measureTraining(50).checkpoint(file, 10);
        List<EpochResult> before = first.fit(TRAIN).epochs();
        List<EpochResult> after =
                trainer(Clouds.network())
                        .measureTraining(50)
                        .checkpoint(file, 10)
                        .epochs(5)
                        .resume()
                        .fit(TRAIN)
                        .epochs();
        assertEquals(5, after.size());
        assertEquals(before.get(0).trainingAccuracy(), after.get(0).trainingAccuracy());
        assertEquals(before.get(0).learningRate(), after.get(0).learningRate());
    }

    /** The artifact is not among the dependencies of this module. */
    @Test
    void reportsNeedTheirArtifact() {
        Trainer trainer = trainer(Clouds.network());
        Path page = folder.resolve("training.html");
        var e = assertThrows(IllegalStateException.class, () -> trainer.report(page));
        assertEquals(
                "reports of trainings are drawn by the artifact dev.kiln:kiln-pictures, which is"
                        + " neither on the class path nor among the modules",
                e.getMessage());
    }
}
