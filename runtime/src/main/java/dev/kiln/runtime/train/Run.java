package dev.kiln.runtime.train;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.NonFiniteLossException;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.data.Dataset;
import dev.kiln.runtime.kernel.RandomStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One training from its start, or from a checkpoint, to its end. */
final class Run implements AutoCloseable {

    private final Trainer trainer;
    private final Network network;
    private final Dataset train;
    private final Progress progress;
    private final BatchSource source;
    private final Optional<Plateau> plateau;
    private final Optional<EarlyStop> earlyStop;
    private final List<EpochResult> results = new ArrayList<>();
    private final int[] order;

    /** Batches since the training began; with the seed it decides what is dropped. */
    private long step;

    private long updates;

    Run(Trainer trainer, Dataset train) {
        this.trainer = trainer;
        this.network = trainer.network();
        this.train = train;
        int batches = (train.size() - 1) / trainer.batchSize() + 1;
        this.progress = new Progress(trainer.epochs(), batches);
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
        progress.start(1);
    }

    History fit() {
        boolean stopped = false;
        while (!stopped) {
            long start = System.nanoTime();
            shuffle(progress.epoch());
            source.start(order, progress.epoch(), progress.samples());
            while (source.hasNext()) {
                step(source.next());
            }
            EpochResult result = validate(System.nanoTime() - start);
            results.add(result);
            stopped = learnFrom(result) || progress.epoch() >= trainer.epochs();
            trainer.listeners().forEach(listener -> listener.onEpoch(result));
            progress.start(progress.epoch() + 1);
        }
        earlyStop.ifPresent(EarlyStop::finish);
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
        network.accumulateGradients(place > 0);
        double loss = loss(batch);
        progress.finishBatch(batch.input().numRows, loss);
        boolean updates = place == together - 1 || !source.hasNext();
        if (updates) {
            trainer.optimizer().update(network.parameters(), 1.0 / (place + 1));
            this.updates++;
        }
        List<TrainingListener> listeners = trainer.listeners();
        if (updates
                && trainer.checkpointFile().isPresent()
                && this.updates % trainer.checkpointEvery() == 0) {
            save(trainer.checkpointFile().get());
        }
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).onBatch(progress);
        }
    }

    private double loss(Batch batch) {
        try {
            network.nextStep(trainer.seed(), step++);
            return network.lossWithGradients(batch.input(), batch.target());
        } catch (NonFiniteLossException e) {
            String where = " (epoch " + progress.epoch() + ", batch " + progress.batch() + ")";
            throw new NonFiniteLossException(e.getMessage() + where, e);
        } finally {
            network.accumulateGradients(false);
        }
    }

    private EpochResult validate(long nanoseconds) {
        double loss = Double.NaN;
        double accuracy = Double.NaN;
        if (trainer.validation().isPresent()) {
            Evaluation evaluation = Evaluation.of(network, trainer.validation().get());
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

    /** Whether to stop. */
    private boolean learnFrom(EpochResult result) {
        double loss = result.validationLoss();
        plateau.ifPresent(
                p -> {
                    double factor = p.observe(loss);
                    if (factor != 1) {
                        trainer.optimizer().scaleRate(factor);
                    }
                });
        return earlyStop.map(e -> e.observe(loss)).orElse(false);
    }

    private void save(Path file) {
        Map<String, String> texts = new HashMap<>(identity());
        Map<String, float[]> numbers = new HashMap<>();
        List<Parameter> parameters = network.parameters();
        parameters.forEach(p -> numbers.put("value/" + p.name(), p.value().data));
        OptimizerState optimizer = trainer.optimizer().state(parameters);
        optimizer.slots().forEach((name, values) -> numbers.put("optimizer/" + name, values));
        texts.put("optimizer", optimizer.settings());
        texts.put("optimizer.updates", Long.toString(optimizer.updates()));
        texts.put("optimizer.rateFactor", Bits.text(optimizer.rateFactor()));
        texts.put("progress", progress.state());
        texts.put("step", Long.toString(step));
        texts.put("updates", Long.toString(updates));
        texts.put("results", Integer.toString(results.size()));
        for (int i = 0; i < results.size(); i++) {
            texts.put("result." + i, EpochText.of(results.get(i)));
        }
        plateau.ifPresent(p -> texts.put("plateau", p.state()));
        earlyStop.ifPresent(
                e -> {
                    texts.put("earlyStop", e.state());
                    e.best().forEach((name, values) -> numbers.put("best/" + name, values));
                });
        try {
            new Checkpoint(texts, numbers).write(file);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    network.model() + ": the checkpoint " + file + " can't be written", e);
        }
    }

    /** What must be equal for a checkpoint to be of this training. */
    private Map<String, String> identity() {
        return Map.of(
                "model", network.model(),
                "architecture", network.architecture(),
                "seed", Long.toString(trainer.seed()),
                "batch size", Integer.toString(trainer.batchSize()),
                "accumulated batches", Integer.toString(trainer.accumulated()),
                "samples", Integer.toString(train.size()),
                "augmentation", trainer.augmentation().toString());
    }

    /** Goes back to where the checkpoint was written. Nothing is changed unless all of it fits. */
    void resume() {
        Path file = trainer.checkpointFile().orElseThrow();
        try {
            restore(Checkpoint.read(file));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    network.model() + ": the checkpoint " + file + " can't be read", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    network.model() + ": can't go on from " + file + ": " + e.getMessage(), e);
        }
    }

    private void restore(Checkpoint checkpoint) {
        identity()
                .forEach(
                        (key, ours) -> {
                            String theirs = checkpoint.text(key);
                            if (!theirs.equals(ours)) {
                                throw new IllegalArgumentException(
                                        "its " + key + " is " + theirs + ", here it is " + ours);
                            }
                        });
        Map<String, float[]> values = checkpoint.group("value");
        List<Parameter> parameters = network.parameters();
        for (Parameter parameter : parameters) {
            float[] value = values.get(parameter.name());
            if (value == null || value.length != parameter.layout().size()) {
                throw new IllegalArgumentException("it lacks " + parameter.name());
            }
        }
        trainer.optimizer()
                .restore(
                        new OptimizerState(
                                checkpoint.text("optimizer"),
                                checkpoint.number("optimizer.updates"),
                                Bits.number(checkpoint.text("optimizer.rateFactor")),
                                checkpoint.group("optimizer")),
                        parameters);
        for (Parameter parameter : parameters) {
            float[] value = values.get(parameter.name());
            System.arraycopy(value, 0, parameter.value().data, 0, value.length);
        }
        progress.restore(checkpoint.text("progress"));
        step = checkpoint.number("step");
        updates = checkpoint.number("updates");
        for (int i = 0; i < checkpoint.number("results"); i++) {
            results.add(EpochText.read(checkpoint.text("result." + i)));
        }
        plateau.ifPresent(p -> p.restore(checkpoint.text("plateau")));
        earlyStop.ifPresent(e -> e.restore(checkpoint.text("earlyStop"), checkpoint.group("best")));
    }

    @Override
    public void close() {
        source.close();
    }
}
