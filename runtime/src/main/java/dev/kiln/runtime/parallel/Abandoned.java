package dev.kiln.runtime.parallel;

/** Ends the work on a chunk because an earlier one has failed. */
final class Abandoned extends RuntimeException {

    private static final long serialVersionUID = 1;

    Abandoned() {
        super("an earlier chunk failed", null, false, false);
    }
}
