package dev.kiln.runtime.internal.parallel;

/** What is done with a batch: chunk by chunk, in segments that each begin when the last is over. */
public interface ChunkTask {

    /**
     * One chunk's share of a segment. Chunks may be worked on at the same time, those of one worker
     * one after the other.
     *
     * @param worker the number of the thread, from 0 to below {@link WorkerTeam#threads}
     */
    void chunk(int segment, int chunk, int worker);

    /** What one thread does when all chunks are through a segment. */
    void join(int segment);
}
