package dev.kiln.runtime;

import dev.kiln.runtime.internal.panel.Crew;
import dev.kiln.runtime.internal.parallel.ChunkTask;
import dev.kiln.runtime.internal.parallel.WorkerTeam;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A batch that several threads predict, each some chunks of it, or each some rows of every large
 * layer where there are too few samples; one batch at a time. What is predicted for a sample does
 * not depend on the others, so neither sizes nor threads matter to it.
 */
final class SharedPrediction implements ChunkTask {

    private final Predictor predictor;
    private final WorkerTeam team;
    private final Predictor.Context[] contexts;
    private final AtomicBoolean busy = new AtomicBoolean();

    /** Null where layers are too small to be divided. */
    private final Crew crew;

    private float[] batch;
    private float[] result;
    private int samples;
    private int size;

    /**
     * A team for a predictor.
     *
     * @param large whether its layers are large enough to be divided
     */
    SharedPrediction(Predictor predictor, WorkerTeam team, boolean large) {
        this.crew = large ? new Crew(team) : null;
        this.predictor = predictor;
        this.team = team;
        this.contexts = new Predictor.Context[team.threads()];
    }

    /**
     * Predicts, or leaves it to the caller: if the threads have another batch, or this one is too
     * small to be cut.
     *
     * @param most samples in a chunk
     * @return whether it is done
     */
    boolean run(int samples, int most, float[] batch, float[] result) {
        int share = team.share(samples, most);
        boolean cut = share < samples;
        if ((!cut && crew == null) || !busy.compareAndSet(false, true)) {
            return false;
        }
        try {
            if (!cut) {
                divide(samples, batch, result);
                return true;
            }
            this.samples = samples;
            this.size = share;
            this.batch = batch;
            this.result = result;
            team.run(this, 0, 1, (samples - 1) / share + 1, 0);
        } finally {
            this.batch = null;
            this.result = null;
            busy.set(false);
        }
        return true;
    }

    /** Samples that are not cut into chunks: all threads work on each. */
    private void divide(int samples, float[] batch, float[] result) {
        if (contexts[0] == null) {
            contexts[0] = predictor.newContext();
        }
        contexts[0].reserve(samples);
        crew.enter();
        try {
            contexts[0].predict(batch, 0, samples, result);
        } finally {
            crew.leave();
        }
    }

    @Override
    public void chunk(int segment, int chunk, int worker) {
        if (contexts[worker] == null) {
            contexts[worker] = predictor.newContext();
        }
        int first = chunk * size;
        contexts[worker].reserve(size);
        contexts[worker].predict(batch, first, Math.min(size, samples - first), result);
    }

    @Override
    public void join(int segment) {}
}
