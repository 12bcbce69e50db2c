package dev.kiln.runtime.train;

import dev.kiln.runtime.SoftmaxRegression;
import dev.kiln.runtime.data.Augmentation;
import java.nio.file.Path;
import java.util.List;

/** A training that uses everything that a checkpoint must hold; also as a process to be killed. */
public final class StoppableTraining {

    static final int EPOCHS = 12;

    /** In one epoch: 97 samples in batches of 8, two batches together. */
    static final int UPDATES = 7;

    private StoppableTraining() {}

    static Trainer of(SoftmaxRegression network, Path checkpoint) {
        return Trainer.of(network)
                .quiet()
                .optimizer(
                        Adam.rate(0.01)
                                .schedule(Schedule.warmUp(5, Schedule.cosine(100)))
                                .clipNorm(0.8))
                .batchSize(8)
                .accumulate(2)
                .epochs(EPOCHS)
                .seed(5)
                .augment(Augmentation.none().flip())
                .reduceOnPlateau(0.5, 2)
                .stopEarly(9)
                .validateOn(Clouds.of(50, 2))
                .checkpoint(checkpoint, 1);
    }

    static History run(SoftmaxRegression network, Path checkpoint, TrainingListener listener) {
        return of(network, checkpoint).resume().listener(listener).fit(Clouds.of(97, 1));
    }

    /** Trains and says after each batch how far it is. */
    public static void main(String[] arguments) {
        run(
                Clouds.network(),
                Path.of(arguments[0]),
                new TrainingListener() {
                    @Override
                    public void onBatch(Progress progress) {
                        System.out.println(progress.epoch() + " " + progress.batch());
                        System.out.flush();
                    }
                });
    }

    /** Everything in which two trainings may differ, but for times. */
    static List<List<Number>> losses(History history) {
        return history.epochs().stream()
                .map(
                        e ->
                                List.<Number>of(
                                        e.epoch(),
                                        e.loss(),
                                        e.validationLoss().orElse(Double.NaN),
                                        e.validationAccuracy().orElse(Double.NaN)))
                .toList();
    }
}
