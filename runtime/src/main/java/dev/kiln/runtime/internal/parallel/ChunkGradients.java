package dev.kiln.runtime.internal.parallel;

import java.util.Arrays;

/**
 * Gradients of chunks by parameters, each in an array of its thread until it is the turn of its
 * chunk to be added to that of the batch: threads then compute at once what they would else compute
 * one after the other, and only add in order. The gradient of a batch is so the sum of those of its
 * chunks, with one thread too.
 *
 * <p>Gradients that wait for the same turn lie in slots of their own.
 */
public final class ChunkGradients {

    /** Floats behind each array, so that no other thread writes to the cache lines of its last. */
    private static final int GAP = 32;

    private final int[] most;

    /** By thread and slot. */
    private float[][][] own = {};

    private boolean alone = true;

    /**
     * Without memory.
     *
     * @param most by slot, numbers of the largest gradient
     */
    public ChunkGradients(int... most) {
        this.most = most.clone();
    }

    /**
     * Makes ready for a batch, before its first chunk.
     *
     * @param workers how many threads will work on it
     */
    public void begin(int workers) {
        alone = workers == 1;
        int there = own.length;
        if (there < workers) {
            own = Arrays.copyOf(own, workers);
            for (int worker = there; worker < workers; worker++) {
                own[worker] = slots();
            }
        }
    }

    private float[][] slots() {
        float[][] slots = new float[most.length][];
        for (int slot = 0; slot < most.length; slot++) {
            slots[slot] = new float[most[slot] + GAP];
        }
        return slots;
    }

    /**
     * Where a thread's chunk adds its gradient: zeros, until {@link #join}.
     *
     * @param gradient that of the batch
     */
    public float[] apart(int worker, int slot, float[] gradient) {
        float[] chunk = own[worker][slot];
        Arrays.fill(chunk, 0, gradient.length, 0f);
        return chunk;
    }

    /**
     * Adds what a thread has had from {@link #apart} since; in the order of the chunks.
     *
     * @param gradient that of the batch. Modified.
     */
    public void join(int worker, int slot, float[] gradient) {
        float[] chunk = own[worker][slot];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] += chunk[i];
        }
    }

    /**
     * The same as {@link #apart} for kernels whose own sums begin with zero: a thread alone gives
     * them the gradient of the batch right away, which gives the same bits.
     */
    public float[] apartUnlessAlone(int worker, int slot, float[] gradient) {
        return alone ? gradient : apart(worker, slot, gradient);
    }

    /**
     * Adds what a thread has had from {@link #apartUnlessAlone} since, if it is not there yet.
     *
     * @param gradient that of the batch. Modified.
     */
    public void joinUnlessAlone(int worker, int slot, float[] gradient) {
        if (!alone) {
            join(worker, slot, gradient);
        }
    }
}
