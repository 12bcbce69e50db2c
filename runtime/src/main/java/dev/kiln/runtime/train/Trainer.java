package dev.kiln.runtime.train;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.NonFiniteLossException;
import dev.kiln.runtime.Threads;
import dev.kiln.runtime.data.Augmentation;
import dev.kiln.runtime.data.Dataset;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Trains a network: epochs of shuffled batches, each followed by an update, and validation after
 * each epoch. The same seed, network and data give the same bits. Progress goes to {@link
 * System#err}: a line that moves on a terminal, a line for each epoch elsewhere.
 *
 * <pre>{@code
 * Trainer.of(network).optimizer(Adam.rate(1e-3)).batchSize(64).epochs(5).validateOn(test).fit(train);
 * }</pre>
 */
public final class Trainer {

    private static final int BATCH_SIZE = 64;
    private static final double RATE = 1e-3;

    /** A percent of accuracy, and a small part of an epoch. */
    private static final int REPORTED = 1_000;

    private final Network network;
    private final List<TrainingListener> listeners = new ArrayList<>();
    private Optimizer optimizer;
    private Threads threads;
    private int batchSize = BATCH_SIZE;
    private int epochs = 1;
    private long seed;
    private Dataset validation;
    private int accumulated = 1;
    private int stopAfter;
    private double plateauFactor;
    private int plateauPatience;
    private Augmentation augmentation = Augmentation.none();
    private boolean prefetch;
    private Path checkpoint;
    private int checkpointEvery;
    private boolean resume;
    private Path resumed;
    private Set<Setting> changing = Set.of();
    private boolean quiet;
    private int measured;
    private Path report;

    private Trainer(Network network) {
        this.network = network;
    }

    /**
     * A trainer of this network: Adam with a learning rate of 0.001, batches of 64, one epoch, seed
     * 0, no validation.
     */
    public static Trainer of(Network network) {
        return new Trainer(Objects.requireNonNull(network, "the network is null"));
    }

    /**
     * Sets how gradients change parameters. Without this call it is a new {@code Adam.rate(1e-3)}
     * for each training. Each {@link #fit} starts the optimizer anew, so one may serve several
     * trainings, of the same or of other networks, one after the other; to go on with a training
     * use {@link #resume}.
     */
    public Trainer optimizer(Optimizer optimizer) {
        this.optimizer = Objects.requireNonNull(optimizer, "the optimizer is null");
        return this;
    }

    /** Sets the number of samples per update; the last batch of an epoch may have fewer. */
    public Trainer batchSize(int batchSize) {
        this.batchSize = SettingChecks.atLeastOne("batch size", batchSize);
        return this;
    }

    /** Sets how often all samples are seen. */
    public Trainer epochs(int epochs) {
        this.epochs = SettingChecks.atLeastOne("number of epochs", epochs);
        return this;
    }

    /** Sets the seed of the order of the samples, of what is dropped and of augmentation. */
    public Trainer seed(long seed) {
        this.seed = seed;
        return this;
    }

    /**
     * Sets the data that the network is evaluated on after each epoch. They may lack classes of the
     * training data, but have no others, where the names are known.
     */
    public Trainer validateOn(Dataset validation) {
        this.validation = Objects.requireNonNull(validation, "the validation data are null");
        return this;
    }

    /**
     * Adds somebody who is told how training goes, besides the progress that is printed. A {@link
     * ConsoleProgress} takes the place of that.
     */
    public Trainer listener(TrainingListener listener) {
        listeners.add(Objects.requireNonNull(listener, "the listener is null"));
        return this;
    }

    /**
     * Keeps a page up to date that shows how training goes: curves, confusions, filters, and in the
     * end the samples that were classified worst. It is one HTML file, which refreshes itself while
     * training runs. Training accuracy is measured on 1,000 samples unless {@link #measureTraining}
     * has another number. Where the page can't be written a warning says so once, and training goes
     * on.
     *
     * @param page file in a folder that exists; replaced again and again
     * @throws IllegalStateException if the artifact {@code dev.kiln:kiln-pictures} is missing
     */
    public Trainer report(Path page) {
        Objects.requireNonNull(page, "the page of the report is null");
        TrainingReports.find();
        this.report = page;
        return this;
    }

    /**
     * Measures accuracy after each epoch on so many training samples too, always the same ones and
     * without augmentation. Without this call it is not known, because it takes a pass of its own.
     */
    public Trainer measureTraining(int samples) {
        this.measured = SettingChecks.atLeastOne("number of training samples to measure", samples);
        return this;
    }

    /** Prints no progress. Listeners are told all the same. */
    public Trainer quiet() {
        this.quiet = true;
        return this;
    }

    /**
     * Adds the gradients of so many batches up before each update, which then takes their mean: the
     * effect of a larger batch in the memory of a small one. Batch norm still sees single batches.
     */
    public Trainer accumulate(int batches) {
        this.accumulated = SettingChecks.atLeastOne("number of batches", batches);
        return this;
    }

    /**
     * Multiplies the learning rate by {@code factor} whenever the validation loss has not reached a
     * new lowest value for {@code patience} epochs; needs validation data.
     */
    public Trainer reduceOnPlateau(double factor, int patience) {
        new Plateau(factor, patience);
        this.plateauFactor = factor;
        this.plateauPatience = patience;
        return this;
    }

    /**
     * Ends when the validation loss has not reached a new lowest value for {@code patience} epochs,
     * and brings the parameters and running statistics of the lowest one back, also where training
     * ends by its last epoch or by an exception; needs validation data.
     */
    public Trainer stopEarly(int patience) {
        this.stopAfter = SettingChecks.atLeastOne("patience", patience);
        return this;
    }

    /**
     * Sets what changes training samples at random. Data to evaluate on stay as they are, so what
     * all samples need belongs to the model's {@code @Input}.
     */
    public Trainer augment(Augmentation augmentation) {
        this.augmentation = Objects.requireNonNull(augmentation, "the augmentation is null");
        return this;
    }

    /** Reads and augments the next batch in a background thread; results are the same. */
    public Trainer prefetch() {
        this.prefetch = true;
        return this;
    }

    /**
     * Sets how many threads work on a batch of this training; without it those of the {@linkplain
     * Network#threads() network} do, which has its own again when the training is over.
     */
    public Trainer threads(int threads) {
        return threads(Threads.of(threads));
    }

    /** Sets how many threads work on a batch of this training, and who lends them. */
    public Trainer executor(Executor executor, int threads) {
        return threads(new Threads(executor, threads));
    }

    private Trainer threads(Threads others) {
        this.threads = others;
        return this;
    }

    /**
     * Writes everything that the rest of the training depends on after so many updates, again and
     * again, to a file that is replaced only when the new one is complete. The one before is kept
     * beside it as {@code <name>.previous}.
     */
    public Trainer checkpoint(Path file, int everyUpdates) {
        this.checkpoint = Objects.requireNonNull(file, "the file of the checkpoint is null");
        this.checkpointEvery = SettingChecks.atLeastOne("number of updates", everyUpdates);
        return this;
    }

    /**
     * Goes on from the checkpoint, if there is one: the result has the same bits as that of a
     * training that was never stopped. All settings must be those that wrote it; only the number of
     * epochs may be larger. If the file is damaged, the one before is taken, which is kept beside
     * it as {@code <name>.previous}, and the log says so.
     *
     * @param changing settings that may differ from those of the checkpoint; what differs is said
     *     in the log
     */
    public Trainer resume(Setting... changing) {
        this.resume = true;
        this.resumed = null;
        this.changing = Set.copyOf(Arrays.asList(changing));
        return this;
    }

    /**
     * Goes on from a certain checkpoint, for example from the one before the newest after the loss
     * became infinite: {@code resume(Path.of("run.checkpoint.previous"), Setting.OPTIMIZER)}.
     *
     * @param file which must be there; where {@link #checkpoint} writes is another matter
     * @param changing settings that may differ, as in {@link #resume(Setting...)}
     */
    public Trainer resume(Path file, Setting... changing) {
        resume(changing);
        this.resumed = Objects.requireNonNull(file, "the file of the checkpoint is null");
        return this;
    }

    /**
     * Trains the network. Where the names of classes are known, of the data and of the model's
     * labels, classes are compared by name, and get the numbers of the model's outputs.
     *
     * @throws IllegalArgumentException if the data do not suit the network
     * @throws IllegalStateException if validation data or the file of a checkpoint are needed and
     *     missing, or if the checkpoint is of another training, naming all that differs; nothing is
     *     changed then
     * @throws UncheckedIOException if the checkpoint can't be read or written
     * @throws NonFiniteLossException if the loss becomes NaN or infinite, naming epoch and batch;
     *     the network has the parameters of the lowest validation loss then if {@link #stopEarly}
     *     is set, else those of the last update
     */
    public History fit(Dataset train) {
        Objects.requireNonNull(train, "there are no data to train on: fit(null)");
        if (validation == null && (stopAfter > 0 || plateauPatience > 0)) {
            throw new IllegalStateException(
                    network.model()
                            + ": early stopping and plateaus need validation data: validateOn(...)");
        }
        if (resume && resumed == null && checkpoint == null) {
            throw new IllegalStateException(
                    network.model() + ": resuming needs the file of a checkpoint: checkpoint(...)");
        }
        Dataset numbered = DatasetCheck.train(network, train);
        DatasetCheck.check(network, augmentation);
        if (validation != null) {
            DatasetCheck.validate(network, train, validation);
        }
        Threads before = network.threads();
        if (threads != null) {
            network.threads(threads);
        }
        try (TrainingRun run = new TrainingRun(this, numbered)) {
            if (resume) {
                run.resume();
            }
            network.trainedOn(train.inputNames(), train.labels());
            return run.fit();
        } finally {
            if (threads != null) {
                network.threads(before);
            }
        }
    }

    Network network() {
        return network;
    }

    /** For one training. */
    Optimizer optimizer() {
        return optimizer == null ? Adam.rate(RATE) : optimizer;
    }

    Optional<Dataset> validation() {
        return Optional.ofNullable(validation);
    }

    /** For one training; who prints progress is the first. */
    List<TrainingListener> listeners() {
        List<TrainingListener> told = new ArrayList<>(listeners);
        if (!quiet && listeners.stream().noneMatch(ConsoleProgress.class::isInstance)) {
            told.add(0, new ConsoleProgress(System.err));
        }
        return told;
    }

    Optional<Path> reportFile() {
        return Optional.ofNullable(report);
    }

    /** Number of training samples that accuracy is measured on, 0 for none. */
    int measured() {
        return measured > 0 || report == null ? measured : REPORTED;
    }

    int epochs() {
        return epochs;
    }

    int batchSize() {
        return batchSize;
    }

    int accumulated() {
        return accumulated;
    }

    long seed() {
        return seed;
    }

    Augmentation augmentation() {
        return augmentation;
    }

    boolean prefetches() {
        return prefetch;
    }

    Optional<Path> checkpointFile() {
        return Optional.ofNullable(checkpoint);
    }

    /** The checkpoint to go on from, if it is not the newest. */
    Optional<Path> resumedFile() {
        return Optional.ofNullable(resumed);
    }

    Set<Setting> mayDiffer() {
        return changing;
    }

    int checkpointEvery() {
        return checkpointEvery;
    }

    Optional<Plateau> plateau() {
        return plateauPatience == 0
                ? Optional.empty()
                : Optional.of(new Plateau(plateauFactor, plateauPatience));
    }

    Optional<EarlyStop> earlyStop() {
        return stopAfter == 0
                ? Optional.empty()
                : Optional.of(new EarlyStop(stopAfter, network.parameters()));
    }
}
