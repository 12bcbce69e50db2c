package dev.kiln.runtime.parallel;

import java.util.Arrays;

/**
 * Gradients of chunks by weights, each in an array of its thread until it is the turn of its chunk
 * to be added to that of the batch. For kernels whose sums begin with zero in each chunk: two
 * threads then compute at once what they would else compute one after the other, and only add in
 * order. A thread that works alone adds to the gradient of the batch right away, which gives the
 * same bits.
 */
public final class ChunkGradients {

    private final int most;
    private float[][] own = {};
    private boolean alone = true;

    /**
     * Without memory.
     *
     * @param most numbers of the largest gradient
     */
    public ChunkGradients(int most) {
        this.most = most;
    }

    /**
     * Makes ready for a batch, before its first chunk.
     *
     * @param workers how many threads will work on it
     */
    public void begin(int workers) {
        alone = workers == 1;
        int needed = alone ? 0 : workers;
        int there = own.length;
        if (there < needed) {
            own = Arrays.copyOf(own, needed);
            for (int i = there; i < needed; i++) {
                own[i] = new float[most];
            }
        }
    }

    /**
     * Where a thread's chunk adds its gradient: zeros, until {@link #join}.
     *
     * @param gradient that of the batch
     */
    public float[] of(int worker, float[] gradient) {
        if (alone) {
            return gradient;
        }
        Arrays.fill(own[worker], 0, gradient.length, 0f);
        return own[worker];
    }

    /**
     * Adds what a thread has had from {@link #of} since; in the order of the chunks.
     *
     * @param gradient that of the batch. Modified.
     */
    public void join(int worker, float[] gradient) {
        if (alone) {
            return;
        }
        float[] chunk = own[worker];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] += chunk[i];
        }
    }
}
