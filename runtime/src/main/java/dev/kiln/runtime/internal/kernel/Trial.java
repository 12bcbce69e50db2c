package dev.kiln.runtime.internal.kernel;

/**
 * Both forms of a kernel in a race that is run in short pieces, so that several can be under way
 * while HotSpot compiles one of them.
 */
final class Trial {

    private static final long PIECE_NANOS = 20_000_000;
    private static final long PLAIN_NANOS = 3_000_000;
    private static final int PLAIN_RUNS = 10;

    /** HotSpot has compiled most by then; of the others one runs at most half of the time. */
    private static final long USUAL_NANOS = 2_000_000_000;

    /**
     * From then on it runs rarely: HotSpot may have been late, or busy with others, or may compile
     * once more what it has made badly.
     */
    private static final long MOST_NANOS = 6_000_000_000L;

    private static final long FIRST_REST = 1_000_000_000L;
    private static final long LAST_REST = 64_000_000_000L;

    /** Runs in a row that must be faster, so that one that was interrupted decides nothing. */
    private static final int IN_A_ROW = 3;

    private final Candidate candidate;
    private final Runnable plain;
    private final Runnable vector;
    private final Clock clock;
    private final long onePlain;
    private long fastestPlain = Long.MAX_VALUE;
    private int faster;
    private long slowestOfRow;
    private long nanos;
    private long due;
    private long rest = FIRST_REST;

    /** Runs the plain form once, to find out what it costs. */
    Trial(Candidate candidate, VectorKernels.Trials trials, Clock clock) {
        this.candidate = candidate;
        this.plain = trials.of(candidate.number(), false);
        this.vector = trials.of(candidate.number(), true);
        this.clock = clock;
        this.onePlain = time(plain);
        this.due = clock.nanos();
    }

    /** What the plain form costs the application, measured in one run and all calls up to now. */
    long cost() {
        return candidate.calls() * onePlain;
    }

    /** Whether it takes longer than most. */
    boolean isSlow() {
        return nanos > USUAL_NANOS;
    }

    /** When to go on with it, on the clock. */
    long due() {
        return due;
    }

    /**
     * Runs the vector form for a moment, and turns it on if it is faster.
     *
     * @return whether the trial is over
     */
    boolean piece() {
        if (nanos == 0) {
            runPlain();
        }
        long begin = clock.nanos();
        long now;
        do {
            runVector();
            now = clock.nanos();
        } while (faster < IN_A_ROW && now - begin < PIECE_NANOS);
        nanos += now - begin;
        if (faster >= IN_A_ROW && isStillFaster()) {
            candidate.turnOn();
            return true;
        }
        due = now;
        boolean over = rest > LAST_REST;
        if (nanos > MOST_NANOS) {
            due += rest;
            rest *= 2;
        } else if (isSlow()) {
            due += now - begin;
        }
        return over;
    }

    private void runVector() {
        long run = time(vector);
        if (run >= fastestPlain) {
            faster = 0;
            slowestOfRow = 0;
            return;
        }
        faster++;
        slowestOfRow = Math.max(slowestOfRow, run);
    }

    /** The plain form may have been compiled in the meantime; then the race is on again. */
    private boolean isStillFaster() {
        runPlain();
        if (slowestOfRow < fastestPlain) {
            return true;
        }
        faster = 0;
        slowestOfRow = 0;
        return false;
    }

    private void runPlain() {
        long begin = clock.nanos();
        for (int run = 0; run < PLAIN_RUNS; run++) {
            fastestPlain = Math.min(fastestPlain, time(plain));
            if (run > 1 && clock.nanos() - begin > PLAIN_NANOS) {
                return;
            }
        }
    }

    private long time(Runnable form) {
        long begin = clock.nanos();
        form.run();
        return clock.nanos() - begin;
    }
}
