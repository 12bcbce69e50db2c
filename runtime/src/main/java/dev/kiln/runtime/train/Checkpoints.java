package dev.kiln.runtime.train;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.data.Dataset;
import dev.kiln.runtime.internal.io.AtomicFile;
import dev.kiln.runtime.internal.io.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The checkpoints of a run: written while it goes on, read when it is resumed. */
final class Checkpoints {

    /**
     * How far a run is.
     *
     * @param step batches since the training began
     * @param updates since the training began
     */
    record Counts(long step, long updates) {}

    private final Trainer trainer;

    /** Where they are written, or null. */
    private final Path file;

    private final Network network;
    private final RunningOptimizer optimizer;
    private final Dataset train;
    private final Progress progress;
    private final Optional<Plateau> plateau;
    private final Optional<EarlyStop> earlyStop;
    private final List<EpochResult> results;
    private final Consumer<String> log;

    /** How often an epoch began anew because settings had changed. */
    private long changes;

    /** Whether the newest file is of this run, which went on well from it. */
    private boolean proven;

    private boolean warned;

    Checkpoints(
            Trainer trainer,
            RunningOptimizer optimizer,
            Dataset train,
            Progress progress,
            Optional<Plateau> plateau,
            Optional<EarlyStop> earlyStop,
            List<EpochResult> results,
            Consumer<String> log) {
        this.trainer = trainer;
        this.file = trainer.checkpointFile().orElse(null);
        this.network = trainer.network();
        this.optimizer = optimizer;
        this.train = train;
        this.progress = progress;
        this.plateau = plateau;
        this.earlyStop = earlyStop;
        this.results = results;
        this.log = log;
    }

    /** Texts that must be equal for a checkpoint to be of this training, in the order of errors. */
    private Map<String, String> identity(OptimizerState optimizer) {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("model", network.model());
        identity.put("architecture", network.architecture());
        identity.put("optimizer", optimizer.settings());
        identity.put("seed", Long.toString(trainer.seed()));
        identity.put("batch size", Integer.toString(trainer.batchSize()));
        identity.put("accumulated batches", Integer.toString(trainer.accumulated()));
        identity.put("samples", Integer.toString(train.size()));
        identity.put("classes", text(train.labels()));
        identity.put("inputs", text(train.inputNames()));
        identity.put("augmentation", trainer.augmentation().toString());
        identity.put(
                "validation samples",
                trainer.validation().map(v -> Integer.toString(v.size())).orElse("none"));
        identity.put("plateau rule", plateau.map(Plateau::toString).orElse("none"));
        identity.put("early stop rule", earlyStop.map(EarlyStop::toString).orElse("none"));
        return identity;
    }

    /** The first names, and what tells whether the others are equal. */
    private static String text(List<String> names) {
        return names.isEmpty()
                ? "unnamed"
                : Printable.list(names) + " (" + Integer.toHexString(names.hashCode()) + ")";
    }

    /**
     * Writes a checkpoint, if it is time for one. The one before is kept beside it: since then
     * every loss was finite.
     */
    void save(long step, long updates) {
        if (file != null && updates % trainer.checkpointEvery() == 0) {
            save(new Counts(step, updates));
        }
    }

    private void save(Counts counts) {
        Checkpoint checkpoint = checkpoint(counts);
        try {
            checkpoint.numbers().forEach((name, v) -> Checkpoint.checkFinite(name, v, false));
        } catch (IllegalArgumentException e) {
            if (!warned) {
                log.accept(
                        "no checkpoint is written after update "
                                + counts.updates()
                                + ": "
                                + e.getMessage());
            }
            warned = true;
            return;
        }
        try {
            checkpoint.write(file, proven);
            proven = true;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    network.model()
                            + ": the checkpoint "
                            + file
                            + " can't be written: "
                            + e.getMessage(),
                    e);
        }
    }

    private Checkpoint checkpoint(Counts counts) {
        OptimizerState state = optimizer.state();
        Map<String, String> texts = new HashMap<>(identity(state));
        Map<String, float[]> numbers = new HashMap<>();
        List<Parameter> parameters = network.parameters();
        parameters.forEach(p -> numbers.put("value/" + p.name(), p.values()));
        state.slots().forEach((name, values) -> numbers.put("optimizer/" + name, values));
        texts.put("optimizer.updates", Long.toString(state.updates()));
        texts.put("optimizer.rateFactor", Bits.text(state.rateFactor()));
        texts.put("progress", progress.state());
        texts.put("step", Long.toString(counts.step()));
        texts.put("updates", Long.toString(counts.updates()));
        texts.put("changes", Long.toString(changes));
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
        return new Checkpoint(texts, numbers);
    }

    /** How to go on from before an explosion; a sentence to follow another, or nothing. */
    String wayBack() {
        try {
            if (file == null || !Files.exists(file)) {
                return "";
            }
            Path previous = AtomicFile.previous(file);
            Path best = Files.exists(previous) ? previous : file;
            return "; resume(Path.of(\""
                    + best
                    + "\"), Setting.OPTIMIZER) goes on from before with another learning rate";
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * Goes back to where a checkpoint was written, if there is one. Nothing is changed unless all
     * of it fits.
     */
    Optional<Counts> resume() {
        if (trainer.resumedFile().isPresent()) {
            return Optional.of(resume(trainer.resumedFile().get()));
        }
        if (!Files.exists(file)) {
            return Optional.empty(); // whoever removed it wants to start anew
        }
        try {
            return Optional.of(resume(file));
        } catch (UncheckedIOException damaged) {
            Path previous = previous(file);
            if (previous == null || !Files.exists(previous)) {
                throw damaged;
            }
            Counts counts;
            try {
                counts = resume(previous);
            } catch (UncheckedIOException e) {
                damaged.addSuppressed(e);
                throw damaged;
            }
            log.accept(damaged.getMessage() + "; training goes on from " + previous);
            return Optional.of(counts);
        }
    }

    private static Path previous(Path newest) {
        try {
            return AtomicFile.previous(newest);
        } catch (IOException e) {
            return null; // where nothing can be written
        }
    }

    private Counts resume(Path from) {
        try {
            Counts counts = restore(from);
            proven = from.equals(file);
            return counts;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    network.model()
                            + ": the checkpoint "
                            + from
                            + " can't be read: "
                            + e.getMessage(),
                    e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    network.model() + ": can't go on from " + from + ": " + e.getMessage(), e);
        }
    }

    /** State of this run comes first; optimizer and network, which people hold, last. */
    private Counts restore(Path from) throws IOException {
        List<Parameter> parameters = network.parameters();
        OptimizerState fresh = optimizer.state();
        Map<String, String> identity = identity(fresh);
        Checkpoint checkpoint =
                Checkpoint.read(from, parameters, texts -> differences(texts, identity));
        Fields fields = new Fields(checkpoint.texts());
        Differences differences = differences(fields, identity);
        final Map<String, float[]> values = checkpoint.complete("value", parameters);
        CheckpointPosition place = CheckpointPosition.of(fields);
        if (place.epoch() > trainer.epochs()) {
            throw new IllegalArgumentException(
                    "it is in epoch "
                            + place.epoch()
                            + ", but only "
                            + trainer.epochs()
                            + " are wanted");
        }
        changes = place.changes();
        results.clear();
        for (int i = 0; i < place.epoch() - 1; i++) {
            results.add(EpochText.read(fields, "result." + i, i + 1));
        }
        progress.restore(fields);
        if (differences.restartEpoch()) {
            changes++;
            progress.start(place.epoch());
        }
        restoreRules(fields, checkpoint, differences);
        OptimizerState state =
                new OptimizerState(
                        fields.text("optimizer"),
                        fields.whole("optimizer.updates", 0, Long.MAX_VALUE),
                        fields.number("optimizer.rateFactor", NumberRange.POSITIVE),
                        checkpoint.group("optimizer"));
        fields.expectNoOthers();
        restoreOptimizer(state, fresh, differences);
        for (Parameter parameter : parameters) {
            float[] value = values.get(parameter.name());
            System.arraycopy(value, 0, parameter.values(), 0, value.length);
        }
        if (!differences.isEmpty()) {
            log.accept(
                    network.model()
                            + ": training goes on from "
                            + from
                            + " with other settings: "
                            + String.join("; ", differences.words())
                            + (differences.restartEpoch()
                                    ? "; epoch " + place.epoch() + " begins anew"
                                    : ""));
        }
        return place.counts();
    }

    private Differences differences(Fields fields, Map<String, String> identity) {
        return Differences.between(fields, identity, trainer.mayDiffer());
    }

    private void restoreRules(Fields fields, Checkpoint checkpoint, Differences differences) {
        boolean otherRules = differences.settings().contains(Setting.RULES);
        boolean otherData = differences.keys().contains("validation samples");
        boolean hasPlateau = fields.has("plateau");
        boolean hasEarlyStop = fields.has("earlyStop");
        if (!otherRules) {
            if (hasPlateau != plateau.isPresent() || hasEarlyStop != earlyStop.isPresent()) {
                throw new IllegalArgumentException(
                        "what it says of plateaus and early stopping does not agree with its rules");
            }
        }
        if (otherData) {
            return;
        }
        if (hasPlateau) {
            plateau.ifPresent(p -> p.restore(fields, otherRules));
        }
        Map<String, float[]> best = checkpoint.group("best");
        if (hasEarlyStop && earlyStop.isPresent()) {
            EarlyStop stop = earlyStop.get();
            if (stop.restore(fields, otherRules)) {
                stop.restoreBest(checkpoint.complete("best", network.parameters()));
            } else if (!best.isEmpty()) {
                throw new IllegalArgumentException(
                        "it has best parameters, but no lowest loss that they belong to");
            }
        } else if (!hasEarlyStop && !best.isEmpty()) {
            throw new IllegalArgumentException("it has best parameters, but no early stop rule");
        }
    }

    /** An optimizer with other settings goes on with the state that it can use. */
    private void restoreOptimizer(
            OptimizerState theirs, OptimizerState ours, Differences differences) {
        if (!differences.settings().contains(Setting.OPTIMIZER)) {
            optimizer.restore(theirs);
            return;
        }
        if (ours.slots().keySet().equals(theirs.slots().keySet())) {
            optimizer.restore(
                    new OptimizerState(ours.settings(), theirs.updates(), 1, theirs.slots()));
        } else {
            log.accept(network.model() + ": the optimizer keeps other numbers and starts anew");
        }
    }
}
