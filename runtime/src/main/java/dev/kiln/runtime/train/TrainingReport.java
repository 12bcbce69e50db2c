package dev.kiln.runtime.train;

import java.nio.file.Path;

/**
 * Draws how a training goes. {@link Trainer#report} finds one by {@link java.util.ServiceLoader};
 * that of Kiln is in the artifact {@code dev.kiln:kiln-pictures}, which applications do not ship.
 */
public interface TrainingReport {

    /**
     * A listener for one training that keeps a page up to date. It throws nothing where the page
     * can't be drawn or written, but warns once.
     *
     * @param page the file, which is replaced again and again
     */
    TrainingListener listener(Path page, Training training);
}
