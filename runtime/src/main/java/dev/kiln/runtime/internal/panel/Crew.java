package dev.kiln.runtime.internal.panel;

import dev.kiln.runtime.internal.kernel.AccumulatorRows;
import dev.kiln.runtime.internal.parallel.ChunkTask;
import dev.kiln.runtime.internal.parallel.WorkerTeam;

/**
 * Threads that share the work on one sample, where a batch is too small to be cut: each takes some
 * rows of a large map. Every number is computed by one thread as it would be by the caller alone,
 * so bits don't depend on how many they are.
 *
 * <p>Whoever calls a predictor enters the crew, and kernels find it by their thread. So generated
 * methods have no parameter that nearly all callers would leave empty.
 */
public final class Crew {

    private static final ThreadLocal<Crew> CURRENT = new ThreadLocal<>();

    /** Fewer multiply-adds, or numbers of a map, are not worth a call of other threads. */
    private static final long LEAST = 500_000;

    /** Parts for each thread, so that one which is late has less to do. */
    private static final int PARTS = 2;

    /** Rows of some work, of which any run may be done by itself. */
    interface Rows {

        void run(int begin, int end, Memory memory);
    }

    /** Work in phases: all parts of one are done before the next begins. */
    interface Phases {

        void run(int phase, int part, int parts, Memory memory);
    }

    /** The working memory of a thread. */
    static final class Memory {

        private float[] scratch;
        private float[][] rows;

        /** So many floats, at least. */
        float[] scratch(int size) {
            if (scratch == null || scratch.length < size) {
                scratch = new float[size];
            }
            return scratch;
        }

        /** Rows of plain loops; null where a kind runs as vectors. */
        float[][] lines(PanelVectors kind) {
            if (kind.on()) {
                return null;
            }
            if (rows == null) {
                rows = AccumulatorRows.rows(Products.SUMS, Products.LENGTH);
            }
            return rows;
        }
    }

    /** Work that is under way: a chunk is a run of rows. */
    private static final class Division implements ChunkTask {

        private Rows work;
        private Phases phased;
        private int rows;
        private int unit;
        private int parts;
        private final Memory[] memories;

        Division(int threads) {
            memories = new Memory[threads];
            for (int thread = 0; thread < threads; thread++) {
                memories[thread] = new Memory();
            }
        }

        @Override
        public void chunk(int segment, int chunk, int worker) {
            if (phased != null) {
                phased.run(segment, chunk, parts, memories[worker]);
                return;
            }
            int begin = WorkerTeam.bound(rows, unit, chunk, parts);
            int end = WorkerTeam.bound(rows, unit, chunk + 1, parts);
            if (begin < end) {
                work.run(begin, end, memories[worker]);
            }
        }

        @Override
        public void join(int segment) {}
    }

    private final WorkerTeam team;
    private final Division division;

    /** The product that is divided; a crew has one at a time. */
    final DividedProduct product = new DividedProduct();

    /** The convolution in tiles that is divided. */
    final DividedWinograd winograd = new DividedWinograd();

    /** The sweep over a map that is divided. */
    final DividedMap map = new DividedMap();

    public Crew(WorkerTeam team) {
        this.team = team;
        this.division = new Division(team.threads());
    }

    /** The crew that the calling thread leads; null where it works alone. */
    static Crew current() {
        return CURRENT.get();
    }

    /** Makes the calling thread the leader, to {@link #leave}; threads stay between layers. */
    public void enter() {
        team.hold();
        CURRENT.set(this);
    }

    /** Ends {@link #enter}; the thread keeps nothing of the crew. */
    public void leave() {
        team.release();
        CURRENT.remove();
    }

    /** Whether so much work is worth dividing. */
    static boolean pays(long work) {
        return work >= LEAST;
    }

    /**
     * Does all rows, each once.
     *
     * @param unit rows that had better stay together
     */
    void divide(Rows work, int rows, int unit) {
        division.work = work;
        division.rows = rows;
        division.unit = unit;
        division.parts = Math.min(parts(), (rows + unit - 1) / unit);
        try {
            team.run(division, 0, division.parts);
        } finally {
            division.work = null;
        }
    }

    int threads() {
        return team.threads();
    }

    /** Into how many parts work is divided that is long enough. */
    int parts() {
        return PARTS * team.threads();
    }

    /** Does all parts of so many phases. */
    void phases(Phases work, int phases) {
        division.phased = work;
        division.parts = parts();
        try {
            team.run(division, 0, phases, division.parts, 0);
        } finally {
            division.phased = null;
        }
    }
}
