package dev.kiln.runtime;

import dev.kiln.runtime.parallel.Crew;
import dev.kiln.runtime.parallel.Work;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A batch that several threads predict, each some chunks of it; one batch at a time. What is
 * predicted for a sample does not depend on the others, so neither sizes nor threads matter to it.
 */
final class SharedPrediction implements Work {

    private final Predictor predictor;
    private final Crew crew;
    private final Predictor.Worker[] workers;
    private final AtomicBoolean busy = new AtomicBoolean();
    private float[] batch;
    private float[] result;
    private int samples;
    private int size;

    SharedPrediction(Predictor predictor, Crew crew) {
        this.predictor = predictor;
        this.crew = crew;
        this.workers = new Predictor.Worker[crew.threads()];
    }

    /**
     * Predicts, or leaves it to the caller: if the threads have another batch, or this one is too
     * small to be cut.
     *
     * @param most samples in a chunk
     * @return whether it is done
     */
    boolean run(int samples, int most, float[] batch, float[] result) {
        int share = crew.share(samples, most);
        if (share >= samples || !busy.compareAndSet(false, true)) {
            return false;
        }
        try {
            this.samples = samples;
            this.size = share;
            this.batch = batch;
            this.result = result;
            crew.run(this, 0, 1, (samples - 1) / share + 1, 0);
        } finally {
            this.batch = null;
            this.result = null;
            busy.set(false);
        }
        return true;
    }

    @Override
    public void chunk(int segment, int chunk, int worker) {
        if (workers[worker] == null) {
            workers[worker] = predictor.newWorker();
        }
        int first = chunk * size;
        workers[worker].reserve(size);
        workers[worker].predict(batch, first, Math.min(size, samples - first), result);
    }

    @Override
    public void join(int segment) {}
}
