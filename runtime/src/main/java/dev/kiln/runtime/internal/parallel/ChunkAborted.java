package dev.kiln.runtime.internal.parallel;

/** Ends the work on a chunk because an earlier one has failed. */
final class ChunkAborted extends RuntimeException {

    private static final long serialVersionUID = 1;

    ChunkAborted() {
        super("an earlier chunk failed", null, false, false);
    }
}
