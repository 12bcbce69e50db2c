package dev.kiln.pictures;

import dev.kiln.runtime.train.EpochResult;
import dev.kiln.runtime.train.Evaluation;
import dev.kiln.runtime.train.Progress;
import dev.kiln.runtime.train.Training;
import dev.kiln.runtime.train.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Keeps the page of one training up to date. */
final class TrainingPage implements TrainingListener {

    private static final long PAUSE_NANOS = 2_000_000_000;
    private static final int WORST = 12;

    private final Training training;
    private final PageWriter writer;
    private final LongSupplier clock;
    private final LossLog log = new LossLog();
    private final List<EpochResult> results = new ArrayList<>();
    private Optional<Once<Confusions>> confusions = Optional.empty();
    private Optional<Once<Picture>> filters = Optional.empty();
    private Optional<Picture> worst = Optional.empty();
    private Moment now = Moment.NONE;
    private long started;
    private long epochStarted;
    private int samplesBefore;
    private long written;
    private boolean warned;

    TrainingPage(Training training, PageWriter writer, LongSupplier clock) {
        this.training = training;
        this.writer = writer;
        this.clock = clock;
    }

    @Override
    public void onStart(Progress progress) {
        started = clock.getAsLong();
        startEpoch(progress.samples());
        now = moment(progress);
        filters = filters();
        write(false);
    }

    /** A copy of them, as a picture that is still to be drawn. */
    private Optional<Once<Picture>> filters() {
        return FirstFilters.of(training.network()).map(f -> new Once<>(f::picture));
    }

    private void startEpoch(int samples) {
        epochStarted = clock.getAsLong();
        samplesBefore = samples;
    }

    private Moment moment(Progress progress) {
        long time = clock.getAsLong();
        double seconds = (time - epochStarted) / 1e9;
        double part = (double) progress.batch() / progress.batches();
        return new Moment(
                progress.epoch(),
                progress.epochs(),
                part,
                progress.batch() == 0 ? Double.NaN : progress.meanLoss(),
                seconds > 0 ? (progress.samples() - samplesBefore) / seconds : 0,
                (time - started) / 1e9);
    }

    @Override
    public void onBatch(Progress progress) {
        double time = progress.epoch() - 1 + (double) progress.batch() / progress.batches();
        log.add(time, progress.loss());
        if (clock.getAsLong() - written >= PAUSE_NANOS) {
            now = moment(progress);
            write(false);
        }
    }

    @Override
    public void onEvaluation(Evaluation newest) {
        confusions =
                newest.confusion().classes() == 0
                        ? Optional.empty()
                        : Optional.of(new Once<>(() -> Confusions.of(newest)));
    }

    @Override
    public void onEpoch(EpochResult result) {
        results.add(result);
        filters = filters();
        now = Moment.after(result, (clock.getAsLong() - started) / 1e9);
        if (clock.getAsLong() - written >= PAUSE_NANOS) {
            write(false);
        }
        startEpoch(0);
    }

    /** Draws the samples that the network can't tell apart; it may have no numbers any more. */
    @Override
    public void onEnd() {
        try {
            worst =
                    training.validation()
                            .filter(data -> data.classes() > 0)
                            .map(data -> Pictures.worst(training.network(), data, WORST));
        } catch (RuntimeException | LinkageError e) {
            writer.failed("the samples that were classified worst (" + e + ")");
        }
        write(true);
        writer.close();
        warn();
    }

    private void write(boolean ended) {
        written = clock.getAsLong();
        writer.write(page(ended));
        warn();
    }

    /** Drawn in another thread: of copies. */
    private Supplier<Page> page(boolean ended) {
        TrainingState state =
                new TrainingState(
                        training.network().model(),
                        training.network().toString(),
                        now,
                        List.copyOf(results),
                        log.curve(),
                        confusions,
                        filters,
                        worst,
                        ended);
        return state::page;
    }

    private void warn() {
        if (!warned && writer.failure().isPresent()) {
            warned = true;
            String what = writer.failure().get();
            training.warnings().accept("the report can't be kept up to date: " + what);
        }
    }
}
