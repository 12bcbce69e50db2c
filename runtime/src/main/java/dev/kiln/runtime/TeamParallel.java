package dev.kiln.runtime;

import dev.kiln.runtime.internal.parallel.ChunkTask;
import dev.kiln.runtime.internal.parallel.WorkerTeam;
import java.util.function.IntConsumer;

/** The threads of a team, for what is not generated. */
final class TeamParallel implements Parallel, ChunkTask {

    private final WorkerTeam team;
    private IntConsumer piece;

    TeamParallel(WorkerTeam team) {
        this.team = team;
    }

    @Override
    public int threads() {
        return team.threads();
    }

    @Override
    public void forEach(int pieces, IntConsumer piece) {
        this.piece = piece;
        try {
            if (pieces > team.threads()) {
                team.run(this, 0, 1, pieces, 0);
            } else if (pieces > 0) {
                team.runOwned(this, 0, pieces);
            }
        } finally {
            this.piece = null;
        }
    }

    @Override
    public void chunk(int segment, int chunk, int worker) {
        piece.accept(chunk);
    }

    @Override
    public void join(int segment) {}
}
