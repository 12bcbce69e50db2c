package dev.kiln.runtime.train;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.NonFiniteLossException;
import dev.kiln.runtime.data.Dataset;
import dev.kiln.runtime.kernel.RandomStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Trains a network: epochs of shuffled batches, each followed by an update, and validation after
 * each epoch. The same seed, network and data give the same bits.
 *
 * <pre>{@code
 * Trainer.of(network).optimizer(Adam.rate(1e-3)).batchSize(64).epochs(5).validateOn(test).fit(train);
 * }</pre>
 */
public final class Trainer {

    private static final int BATCH_SIZE = 64;

    private final Network network;
    private final List<TrainingListener> listeners = new ArrayList<>();
    private Optimizer optimizer;
    private int batchSize = BATCH_SIZE;
    private int epochs = 1;
    private long seed;
    private Dataset validation;

    private Trainer(Network network) {
        this.network = network;
    }

    /** A trainer of this network: batches of 64, one epoch, seed 0, no validation. */
    public static Trainer of(Network network) {
        return new Trainer(Objects.requireNonNull(network));
    }

    /** Sets how gradients change parameters; must be set. */
    public Trainer optimizer(Optimizer optimizer) {
        this.optimizer = optimizer;
        return this;
    }

    /** Sets the number of samples per update; the last batch of an epoch may have fewer. */
    public Trainer batchSize(int batchSize) {
        this.batchSize = Settings.atLeastOne("batch size", batchSize);
        return this;
    }

    /** Sets how often all samples are seen. */
    public Trainer epochs(int epochs) {
        this.epochs = Settings.atLeastOne("number of epochs", epochs);
        return this;
    }

    /** Sets the seed of the order of the samples. */
    public Trainer seed(long seed) {
        this.seed = seed;
        return this;
    }

    /** Sets the data that the network is evaluated on after each epoch. */
    public Trainer validateOn(Dataset validation) {
        this.validation = validation;
        return this;
    }

    /** Adds somebody who is told how training goes. */
    public Trainer listener(TrainingListener listener) {
        listeners.add(Objects.requireNonNull(listener));
        return this;
    }

    /**
     * Trains the network.
     *
     * @throws IllegalArgumentException if the data do not suit the network
     * @throws IllegalStateException if no optimizer is set
     * @throws NonFiniteLossException if the loss becomes NaN or infinite, naming epoch and batch
     */
    public History fit(Dataset train) {
        if (optimizer == null) {
            throw new IllegalStateException(network.model() + ": no optimizer is set");
        }
        Fit.check(network.model(), network.input(), network.output(), train);
        if (validation != null) {
            Fit.check(network.model(), network.input(), network.output(), validation);
        }
        int batches = (train.size() - 1) / batchSize + 1;
        Progress progress = new Progress(epochs, batches);
        Batch batch = new Batch(train, Math.min(batchSize, train.size()));
        int[] order = new int[train.size()];
        List<EpochResult> results = new ArrayList<>();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            long start = System.nanoTime();
            shuffle(order, epoch);
            progress.start(epoch);
            runEpoch(order, batch, progress);
            EpochResult result = validate(progress, System.nanoTime() - start);
            results.add(result);
            listeners.forEach(listener -> listener.onEpoch(result));
        }
        return new History(results);
    }

    /** The order depends on seed and epoch alone, so that an epoch can be repeated by itself. */
    private void shuffle(int[] order, int epoch) {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        new RandomStream(seed, RandomStream.Purpose.SHUFFLING, epoch).shuffle(order);
    }

    private void runEpoch(int[] order, Batch batch, Progress progress) {
        int to;
        for (int from = 0; from < order.length; from = to) {
            to = from + Math.min(batchSize, order.length - from);
            progress.startBatch();
            batch.load(order, from, to);
            progress.finishBatch(to - from, step(batch, progress));
            for (int i = 0; i < listeners.size(); i++) {
                listeners.get(i).onBatch(progress);
            }
        }
    }

    private double step(Batch batch, Progress progress) {
        try {
            double loss = network.lossWithGradients(batch.input(), batch.target());
            network.update(optimizer);
            return loss;
        } catch (NonFiniteLossException e) {
            String where = " (epoch " + progress.epoch() + ", batch " + progress.batch() + ")";
            throw new NonFiniteLossException(e.getMessage() + where, e);
        }
    }

    private EpochResult validate(Progress progress, long nanoseconds) {
        double loss = Double.NaN;
        double accuracy = Double.NaN;
        if (validation != null) {
            Evaluation evaluation = Evaluation.of(network, validation);
            loss = evaluation.loss();
            accuracy = evaluation.accuracy();
        }
        return new EpochResult(
                progress.epoch(),
                progress.epochs(),
                progress.meanLoss(),
                loss,
                accuracy,
                progress.samples() * 1e9 / nanoseconds,
                Duration.ofNanos(nanoseconds));
    }
}
