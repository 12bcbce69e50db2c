package dev.kiln.runtime.train;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.NonFiniteLossException;
import dev.kiln.runtime.TrainingStep;
import dev.kiln.runtime.data.Dataset;
import dev.kiln.runtime.internal.kernel.RandomStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** One training from its start, or from a checkpoint, to its end. */
final class TrainingRun implements AutoCloseable {

    private final Trainer trainer;
    private final Network network;
    private final RunningOptimizer optimizer;
    private final List<TrainingListener> listeners;
    private final Dataset train;
    private final Optional<Dataset> measured;
    private final Progress progress;
    private final BatchSource source;
    private final Optional<Plateau> plateau;
    private final Optional<EarlyStop> earlyStop;
    private final List<EpochResult> results = new ArrayList<>();
    private final int[] order;
    private final Checkpoints checkpoints;

    /** Batches since the training began; with the seed it decides what is dropped. */
    private long step;

    private long updates;

    /** Sum of the weights of the batches whose gradients are added up, and what divides these. */
    private double weights;

    private double divisor;

    TrainingRun(Trainer trainer, Dataset train) {
        this.trainer = trainer;
        this.network = trainer.network();
        this.optimizer = trainer.optimizer().start(network.parameters());
        this.listeners = trainer.listeners();
        this.train = train;
        this.measured = measured(trainer, train);
        int batches = (train.size() - 1) / trainer.batchSize() + 1;
        this.progress = new Progress(trainer.epochs(), batches, unit(train));
        this.source =
                new BatchSource(
                        train,
                        trainer.batchSize(),
                        trainer.augmentation(),
                        trainer.seed(),
                        trainer.prefetches());
        this.plateau = trainer.plateau();
        this.earlyStop = trainer.earlyStop();
        this.order = new int[train.size()];
        this.checkpoints =
                new Checkpoints(
                        trainer,
                        optimizer,
                        train,
                        progress,
                        plateau,
                        earlyStop,
                        results,
                        this::warn);
        progress.start(1);
        trainer.reportFile().ifPresent(this::report);
    }

    private void report(Path page) {
        Optional<Dataset> validation = trainer.validation();
        Training training = new Training(network, train, validation, this::warn);
        listeners.add(TrainingReports.find().listener(page, training));
    }

    /** Some of the samples, the same in every epoch. */
    private static Optional<Dataset> measured(Trainer trainer, Dataset train) {
        int samples = Math.min(trainer.measured(), train.size());
        return samples == 0 || train.classes() == 0
                ? Optional.empty()
                : Optional.of(train.shuffled(trainer.seed()).subset(0, samples));
    }

    private static String unit(Dataset dataset) {
        boolean pixels = dataset.shape().height() * dataset.shape().width() > 1;
        return pixels ? Progress.IMAGES : "samples";
    }

    /** However it ends, the best parameters come back where early stopping keeps them. */
    History fit() {
        try {
            listeners.forEach(listener -> listener.onStart(progress));
            SingleSamples.warning(network, train.size(), trainer.batchSize()).ifPresent(this::warn);
            return epochs();
        } finally {
            earlyStop.ifPresent(EarlyStop::finish);
            listeners.forEach(TrainingListener::onEnd);
        }
    }

    private void warn(String message) {
        boolean seen = false;
        for (TrainingListener listener : listeners) {
            seen |= listener.onWarning(message);
        }
        if (!seen) {
            System.getLogger("dev.kiln").log(System.Logger.Level.WARNING, message);
        }
    }

    private History epochs() {
        boolean stopped = false;
        while (!stopped) {
            long start = System.nanoTime();
            int before = progress.samples();
            shuffle(progress.epoch());
            source.start(order, progress.epoch(), progress.samples());
            while (source.hasNext()) {
                step(source.next());
            }
            EpochResult result = validate(System.nanoTime() - start, progress.samples() - before);
            results.add(result);
            stopped = learnFrom(result) || progress.epoch() >= trainer.epochs();
            listeners.forEach(listener -> listener.onEpoch(result));
            progress.start(progress.epoch() + 1);
        }
        return new History(results);
    }

    /** The order depends on seed and epoch alone, so that an epoch can be repeated by itself. */
    private void shuffle(int epoch) {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        new RandomStream(trainer.seed(), RandomStream.Purpose.SHUFFLING, epoch).shuffle(order);
    }

    private void step(Batch batch) {
        int together = trainer.accumulated();
        int place = progress.batch() % together;
        progress.startBatch();
        double weight = network.lossWeight(batch.target(), batch.input().numRows);
        double loss = loss(batch, next(place == 0, weight));
        progress.finishBatch(batch.input().numRows, loss, weight);
        boolean updates = place == together - 1 || !source.hasNext();
        if (updates) {
            network.update(optimizer, weights == 0 ? 1 : divisor / weights);
            this.updates++;
        }
        if (updates) {
            checkpoints.save(step, this.updates);
        }
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).onBatch(progress);
        }
    }

    /**
     * The next step. All batches of a group are divided by the weight of its first, so that the sum
     * of their gradients is that of one large batch but for a factor; a group of one batch is left
     * alone.
     */
    private TrainingStep next(boolean first, double weight) {
        weights = first ? weight : weights + weight;
        divisor = first ? 0 : divisor;
        TrainingStep next = new TrainingStep(trainer.seed(), step++, !first, divisor);
        divisor = divisor == 0 ? weight : divisor;
        return next;
    }

    private double loss(Batch batch, TrainingStep next) {
        try {
            return network.lossWithGradients(batch.input(), batch.target(), next);
        } catch (NonFiniteLossException e) {
            String where = " (epoch " + progress.epoch() + ", batch " + progress.batch() + ")";
            boolean best = earlyStop.map(EarlyStop::hasBest).orElse(false);
            String after =
                    best ? "; the network has the parameters of the lowest validation loss" : "";
            throw new NonFiniteLossException(
                    e.getMessage() + where + after + checkpoints.wayBack(), e);
        }
    }

    /** Speed is that of the samples since the epoch began, or was resumed. */
    private EpochResult validate(long nanoseconds, int samples) {
        OptionalDouble loss = OptionalDouble.empty();
        OptionalDouble accuracy = OptionalDouble.empty();
        if (trainer.validation().isPresent()) {
            Evaluation evaluation = Evaluation.of(network, trainer.validation().get());
            listeners.forEach(listener -> listener.onEvaluation(evaluation));
            loss = evaluation.loss();
            accuracy = evaluation.accuracy();
        }
        return new EpochResult(
                progress.epoch(),
                progress.epochs(),
                progress.meanLoss(),
                loss,
                accuracy,
                measured.map(m -> Evaluation.of(network, m).accuracy())
                        .orElse(OptionalDouble.empty()),
                optimizer.learningRate(),
                samples * 1e9 / nanoseconds,
                Duration.ofNanos(nanoseconds));
    }

    /** Whether to stop. */
    private boolean learnFrom(EpochResult result) {
        if (result.validationLoss().isEmpty()) {
            return false;
        }
        double loss = result.validationLoss().getAsDouble();
        plateau.ifPresent(
                p -> {
                    double factor = p.observe(loss);
                    if (factor != 1) {
                        optimizer.scaleRate(factor);
                    }
                });
        return earlyStop.map(e -> e.observe(loss)).orElse(false);
    }

    /** Goes back to where a checkpoint was written; begins without one if there is none. */
    void resume() {
        checkpoints
                .resume()
                .ifPresent(
                        counts -> {
                            step = counts.step();
                            updates = counts.updates();
                        });
    }

    @Override
    public void close() {
        source.close();
    }
}
