package dev.kiln.pictures;

import dev.kiln.runtime.train.EpochResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the page of a training shows.
 *
 * @param model name of the model
 * @param summary the model in a line
 * @param now where training stands
 * @param results epochs that are over
 * @param batches losses of batches
 * @param confusions of the last epoch, where there are validation data with classes
 * @param filters of the first layer, where it has any
 * @param worst samples classified worst, when training is over
 * @param ended whether it is
 */
record TrainingState(
        String model,
        String summary,
        Moment now,
        List<EpochResult> results,
        Curve batches,
        Optional<Once<Confusions>> confusions,
        Optional<Once<Picture>> filters,
        Optional<Picture> worst,
        boolean ended) {

    private static final int REFRESH_SECONDS = 2;
    private static final int MINUTE = 60;

    Page page() {
        HistoryCurves curves =
                new HistoryCurves(results, batches, ended ? lastEpoch() : now.epochs());
        Page page =
                Page.titled("Training of " + model)
                        .with("<p class=\"soft\">" + Text.escape(summary) + "</p>\n")
                        .with(status())
                        .add("Curves", results.isEmpty() ? List.of(curves.loss()) : curves.all());
        if (!results.isEmpty()) {
            page = page.with(Tables.epochs(results));
        }
        if (confusions.isPresent()) {
            Confusions seen = confusions.get().get();
            page =
                    page.add("Confusions of the validation data", seen.pictures())
                            .with(seen.table());
        }
        List<Picture> rest = new ArrayList<>();
        worst.ifPresent(rest::add);
        filters.ifPresent(f -> rest.add(f.get()));
        if (!rest.isEmpty()) {
            page = page.add("The network", rest);
        }
        return ended ? page : page.refreshed(REFRESH_SECONDS);
    }

    private int lastEpoch() {
        return results.isEmpty() ? now.epoch() : results.get(results.size() - 1).epoch();
    }

    private String status() {
        String place =
                ended
                        ? Text.format("Ended after %d of %d epochs.", results.size(), now.epochs())
                        : Text.format(
                                "Epoch %d of %d, %.0f %%.",
                                now.epoch(), now.epochs(), 100 * now.part());
        Facts facts = new Facts().add("Training loss", number(now.loss()));
        if (!results.isEmpty()) {
            EpochResult last = results.get(results.size() - 1);
            last.validationLoss().ifPresent(v -> facts.add("Validation loss", number(v)));
            last.validationAccuracy()
                    .ifPresent(v -> facts.add("Validation accuracy", Text.percent(v)));
        }
        facts.add("Samples/s", Text.format("%,.0f", now.perSecond()));
        facts.add("Time", time(now.seconds()));
        if (!ended && now.done() > 0) {
            facts.add("Left", time(now.seconds() * (1 - now.done()) / now.done()));
        }
        return "<p role=\"status\">" + place + "</p>\n" + (ended ? "" : progress()) + facts;
    }

    private String progress() {
        String done = Text.format("%.3f", now.done());
        return "<progress aria-label=\"all epochs\" value=\"" + done + "\"></progress>\n";
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "–" : Text.format("%.4f", value);
    }

    private static String time(double seconds) {
        long whole = Math.round(seconds);
        return whole < MINUTE
                ? Text.format("%.1f s", seconds)
                : Text.format("%d:%02d min", whole / MINUTE, whole % MINUTE);
    }
}
