package dev.kiln.runtime;

import dev.kiln.runtime.internal.parallel.ChunkTask;
import dev.kiln.runtime.internal.parallel.WorkerTeam;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A batch that several threads predict, each some chunks of it; one batch at a time. What is
 * predicted for a sample does not depend on the others, so neither sizes nor threads matter to it.
 */
final class SharedPrediction implements ChunkTask {

    private final Predictor predictor;
    private final WorkerTeam team;
    private final Predictor.Context[] contexts;
    private final AtomicBoolean busy = new AtomicBoolean();
    private float[] batch;
    private float[] result;
    private int samples;
    private int size;

    SharedPrediction(Predictor predictor, WorkerTeam team) {
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
        if (share >= samples || !busy.compareAndSet(false, true)) {
            return false;
        }
        try {
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
