package dev.kiln.runtime.parallel;

/** What is done with a batch: chunk by chunk, in segments that each begin when the last is over. */
public interface Work {

    /**
     * One chunk's share of a segment. Chunks may be worked on at the same time, those of one worker
     * one after the other.
     *
     * @param worker the number of the thread, from 0 to below {@link Crew#threads}
     */
    void chunk(int segment, int chunk, int worker);

    /**
     * A chunk's share of some parts of sums, by the place of the first part: {@link Crew#inParts}.
     * Other parts may be worked on at the same time.
     *
     * @param from the first part
     * @param to the part behind the last one
     * @param owner the number of the thread whose chunk it is
     * @param worker the number of the thread that does it
     */
    default void parts(int turn, int from, int to, int chunk, int owner, int worker) {
        throw new UnsupportedOperationException("no parts at " + turn);
    }

    /** What one thread does when all chunks are through a segment. */
    void join(int segment);
}
