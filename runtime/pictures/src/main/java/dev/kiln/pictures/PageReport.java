package dev.kiln.pictures;

import dev.kiln.runtime.train.Training;
import dev.kiln.runtime.train.TrainingListener;
import dev.kiln.runtime.train.TrainingReport;
import java.nio.file.Path;
import java.util.Objects;

/** Draws trainings as pages; the runtime finds it by its name. */
public final class PageReport implements TrainingReport {

    /** For {@link java.util.ServiceLoader}. */
    public PageReport() {}

    @Override
    public TrainingListener listener(Path page, Training training) {
        Objects.requireNonNull(page, "the page is null");
        Objects.requireNonNull(training, "the training is null");
        return new TrainingPage(training, new PageWriter(page), System::nanoTime);
    }
}
