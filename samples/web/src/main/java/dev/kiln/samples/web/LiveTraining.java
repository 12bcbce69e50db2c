package dev.kiln.samples.web;

import dev.kiln.pictures.Pictures;
import dev.kiln.runtime.train.EpochResult;
import dev.kiln.runtime.train.Evaluation;
import dev.kiln.runtime.train.History;
import dev.kiln.runtime.train.Progress;
import dev.kiln.runtime.train.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Remembers how training goes, for visitors who ask while it runs. */
final class LiveTraining implements TrainingListener {

    private static final int PAIRS = 8;

    private final long started = System.nanoTime();
    private final List<EpochResult> results = new ArrayList<>();
    private Evaluation evaluation;
    private int epoch = 1;
    private int epochs = 1;
    private double done;
    private double loss = Double.NaN;
    private boolean trained;

    /** Drawn anew when an epoch is over. */
    private String pictures = "";

    @Override
    public synchronized void onStart(Progress progress) {
        epochs = progress.epochs();
    }

    @Override
    public synchronized void onBatch(Progress progress) {
        epoch = progress.epoch();
        double part = (double) progress.batch() / progress.batches();
        done = (epoch - 1 + part) / epochs;
        loss = progress.meanLoss();
    }

    @Override
    public synchronized void onEvaluation(Evaluation newest) {
        evaluation = newest;
    }

    @Override
    public synchronized void onEpoch(EpochResult result) {
        results.add(result);
        History history = new History(results);
        StringBuilder drawn = new StringBuilder();
        for (var picture :
                List.of(
                        Pictures.loss(history),
                        Pictures.accuracy(history),
                        Pictures.speed(history),
                        Pictures.mostConfused(evaluation, PAIRS),
                        Pictures.confusion(evaluation))) {
            drawn.append("<figure>").append(picture.svg()).append("</figure>\n");
        }
        pictures = drawn.toString();
    }

    synchronized void trained() {
        trained = true;
    }

    /** Where training stands, as the part of the page that is replaced again and again. */
    synchronized String html() {
        return "<div id=\"live\" data-state=\""
                + (trained ? "trained" : "running")
                + "\">\n<p class=\"status\">"
                + status()
                + "</p>\n<progress aria-label=\"training\" value=\""
                + String.format(Locale.ROOT, "%.3f", trained ? 1 : done)
                + "\"></progress>\n<div class=\"pictures\">\n"
                + pictures
                + "</div>\n</div>\n";
    }

    private String status() {
        if (trained) {
            EpochResult last = results.get(results.size() - 1);
            return String.format(
                    Locale.ROOT,
                    "Trained: %d epochs, %.1f %% of the test images are recognized.",
                    results.size(),
                    100 * last.validationAccuracy().orElse(Double.NaN));
        }
        if (Double.isNaN(loss)) {
            return "Training begins.";
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        return String.format(
                Locale.ROOT,
                "Training: epoch %d of %d, loss %.3f, about %.0f s left.",
                epoch,
                epochs,
                loss,
                Math.max(1, seconds * (1 - done) / done));
    }
}
