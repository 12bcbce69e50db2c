package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.panel.LoadedLines.LINES;
import static dev.kiln.runtime.internal.panel.LoadedSweeps.SUMS;
import static dev.kiln.runtime.internal.panel.LoadedSweeps.SWEEPS;
import static dev.kiln.runtime.internal.panel.LoadedTiles.TILES;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Calls of the methods of a kind, until HotSpot has compiled them. A method is compiled after 200
 * calls, profiled, and compiled once more, now with vectors in registers, after 5,000 further ones.
 * Until then a vector is an object, and each operation takes microseconds. So only few calls have
 * something to do, enough for the profile; the others are only there to be counted.
 */
final class PanelTrial {

    /** Calls of which the fastest counts. */
    private static final int TIMES = 3;

    /** Turns of a loop that is timed. */
    private static final int TIMED = 16;

    /** Floats of the widest vectors: a panel holds two. */
    private static final int WIDEST = Panels.WIDTH / 2;

    private static final int SIZE = 8 * TIMED * WIDEST;

    /** A turn takes up to 15 ns in registers, with objects at least 250. */
    private static final long TURN_NANOS = 150;

    /** Rounds of calls after which they are timed. */
    private static final int CHECKED = 4;

    /** Rounds of calls after which HotSpot has been asked, so that there is no hurry any more. */
    private static final int ROUNDS = 8;

    /** Vectors that are not compiled by then never are; the application has long been busy. */
    private static final long MOST_NANOS = 60_000_000_000L;

    /**
     * Calls that C2's profile is made of.
     *
     * @param some calls at a time that have something to do
     * @param none calls after each of them that have nothing to do. With 128 of them tiles take
     *     1.15 times as long, and with 512 C2 leaves some vectors objects in half of all processes.
     * @param turns of a loop, where there is something to do
     */
    private record Profile(int some, int none, int turns) {

        static final Profile USUAL = new Profile(8, 64, 8);

        /**
         * Where registers are scarce, C2 must see that the loop is what runs: with eight lanes a
         * turn then takes 1.96 to 2.15 ns, else 2.14 to 2.64.
         */
        static final Profile THOROUGH = new Profile(32, 7, 16);
    }

    /** A method that is to be compiled. */
    private interface Kernel {

        /**
         * Calls it so many times, in a loop of its own: a caller of each call would be compiled
         * too.
         *
         * @param n floats of a row; 0 if there is nothing to do
         */
        void call(int n, int times);

        default Profile profile() {
            return Profile.USUAL;
        }
    }

    /** One that needs more registers than AVX2 has, but for its loop. */
    private record Crowded(Kernel kernel) implements Kernel {

        @Override
        public void call(int n, int times) {
            kernel.call(n, times);
        }

        @Override
        public Profile profile() {
            return Profile.THOROUGH;
        }
    }

    private final List<Kernel> kernels;
    private final int lanes;

    private PanelTrial(int lanes, Kernel... kernels) {
        this.lanes = lanes;
        this.kernels = List.of(kernels);
    }

    static PanelTrial of(PanelVectors.Kind kind) {
        float[] in = new float[SIZE];
        float[] out = new float[SIZE];
        return switch (kind) {
            case PRODUCTS -> ofProducts(in, out);
            case GRADIENTS -> new PanelTrial(TILES.lanes(), outer6x2(in, out), outer6x1(in, out));
            case LINES -> ofLines(in, out);
            case NORMALIZE -> new PanelTrial(SWEEPS.lanes(), normalize(in, out));
            case SUM -> new PanelTrial(SWEEPS.lanes(), sum(in, out));
            case POOL -> new PanelTrial(SWEEPS.lanes(), largest(in, out));
            case DEPTHWISE ->
                    new PanelTrial(
                            SWEEPS.lanes(),
                            take(in, out),
                            depthwise(in, out),
                            depthwiseInPairs(in, out));
            case MOMENTS -> new PanelTrial(SWEEPS.lanes(), moments(in, out));
            case NORMALIZE_GRADIENTS ->
                    new PanelTrial(SWEEPS.lanes(), gradientSums(in, out), gradient(in, out));
            case DEPTHWISE_GRADIENTS ->
                    new PanelTrial(SWEEPS.lanes(), take(in, out), depthwiseWeights(in, out));
        };
    }

    private static PanelTrial ofProducts(float[] in, float[] out) {
        int lanes = TILES.lanes();
        Kernel wide =
                (n, times) -> {
                    for (int i = 0; i < times; i++) {
                        TILES.forward6x2(
                                n / lanes, 1, in, 0, 1, 2, 3, 4, 5, in, 0, in, 0, lanes, out, 0,
                                2 * lanes, 0f);
                    }
                };
        Kernel narrow =
                (n, times) -> {
                    for (int i = 0; i < times; i++) {
                        TILES.forward6x1(
                                n / lanes, 1, in, 0, 1, 2, 3, 4, 5, in, 0, in, 0, lanes, out, 0,
                                lanes, 0f);
                    }
                };
        Kernel few =
                (n, times) -> {
                    for (int i = 0; i < times; i++) {
                        TILES.forward2x2(
                                n / lanes, 1, in, 0, 1, in, 0, in, 0, lanes, out, 0, 2 * lanes, 0f);
                    }
                };
        return PackedProduct.LIKELY
                ? new PanelTrial(lanes, wide, narrow, few, outer6x2(in, out), outer6x1(in, out))
                : new PanelTrial(lanes, wide, narrow, few);
    }

    private static Kernel outer6x2(float[] in, float[] out) {
        int lanes = TILES.lanes();
        return new Crowded(
                (n, times) -> {
                    for (int i = 0; i < times; i++) {
                        TILES.outer6x2(
                                in, 0, n / lanes, 1, in, 0, 3, in, 0, lanes, out, 0, 2 * lanes, 0f);
                    }
                });
    }

    private static Kernel outer6x1(float[] in, float[] out) {
        int lanes = TILES.lanes();
        return new Crowded(
                (n, times) -> {
                    for (int i = 0; i < times; i++) {
                        TILES.outer6x1(
                                in, 0, n / lanes, 1, in, 0, 3, in, 0, lanes, out, 0, lanes, 0f);
                    }
                });
    }

    private static PanelTrial ofLines(float[] in, float[] out) {
        int step = TIMED * LINES.lanes() + 1;
        return new PanelTrial(
                LINES.lanes(),
                (n, times) -> {
                    for (int i = 0; i < times; i++) {
                        LINES.patches(n, in, 0, step, out, 0, step);
                    }
                },
                (n, times) -> {
                    for (int i = 0; i < times; i++) {
                        LINES.results(n, out, 0, step);
                    }
                },
                column(in, out, step));
    }

    /** With one to four rows in turn. */
    private static Kernel column(float[] in, float[] out, int step) {
        return new Kernel() {
            private int rows;

            @Override
            public void call(int n, int times) {
                if (n > 0) {
                    rows = rows % 4 + 1;
                }
                for (int i = 0; i < times; i++) {
                    LINES.column(n, in, 0, step, in, 0, out, 0, step, rows, 0f);
                }
            }
        };
    }

    private static Kernel normalize(float[] in, float[] out) {
        return (n, times) -> {
            for (int i = 0; i < times; i++) {
                SWEEPS.normalize(n, in, 0, in, in, in, null, out, 0, 0f);
                SWEEPS.normalize(n, in, 0, in, in, in, in, out, 0, 0f);
            }
        };
    }

    private static Kernel sum(float[] in, float[] out) {
        return (n, times) -> {
            for (int i = 0; i < times; i++) {
                SWEEPS.sum(n, in, 0, in, 0, out, 0, 0f);
            }
        };
    }

    private static Kernel largest(float[] in, float[] out) {
        return (n, times) -> {
            for (int i = 0; i < times; i++) {
                SWEEPS.largest(n, in, 0, 1, 2, out, 0);
            }
        };
    }

    private static Kernel depthwise(float[] in, float[] out) {
        int lanes = SWEEPS.lanes();
        return (n, times) -> {
            for (int i = 0; i < times; i++) {
                SWEEPS.depthwise3x3(
                        n / lanes, 1, in, 0, in, 0, in, 0, lanes, lanes, in, 0, lanes, in, 0, out,
                        0, lanes, 0f);
            }
        };
    }

    private static Kernel take(float[] in, float[] out) {
        int lanes = SWEEPS.lanes();
        return (n, times) -> {
            for (int i = 0; i < times; i++) {
                SWEEPS.take(n / lanes, 1, in, 0, lanes, out, 0, lanes);
            }
        };
    }

    private static Kernel moments(float[] in, float[] out) {
        int lanes = SWEEPS.lanes();
        return (n, times) -> {
            for (int i = 0; i < times; i++) {
                SUMS.moments(n / lanes, 1, lanes, in, 0, out, 0);
            }
        };
    }

    private static Kernel gradientSums(float[] in, float[] out) {
        int lanes = SWEEPS.lanes();
        return (n, times) -> {
            for (int i = 0; i < times; i++) {
                SUMS.gradientSums(n / lanes, 1, lanes, in, 0, lanes, in, 0, in, out);
            }
        };
    }

    private static Kernel gradient(float[] in, float[] out) {
        return (n, times) -> {
            for (int i = 0; i < times; i++) {
                SUMS.normalizeGradient(n, in, 0, in, 0, in, in, out, 0);
            }
        };
    }

    private static Kernel depthwiseWeights(float[] in, float[] out) {
        int lanes = SWEEPS.lanes();
        return (n, times) -> {
            for (int i = 0; i < times; i++) {
                SWEEPS.depthwiseWeights3x3(n / lanes, 1, in, 0, 1, 2, 1, lanes, in, 0, out, 0);
            }
        };
    }

    private static Kernel depthwiseInPairs(float[] in, float[] out) {
        int lanes = SWEEPS.lanes();
        return (n, times) -> {
            for (int i = 0; i < times; i++) {
                SWEEPS.depthwise3x3InPairs(n / lanes, 2, in, 0, 1, 2, 0, out, 0, lanes, 0f);
            }
        };
    }

    /** Whether all are compiled. */
    boolean vectorsAreCompiled() {
        long begin = System.nanoTime();
        try {
            for (int round = 0; System.nanoTime() - begin < MOST_NANOS; round++) {
                for (Kernel kernel : kernels) {
                    Profile profile = kernel.profile();
                    for (int i = 0; i < profile.some; i++) {
                        // Whole vectors, and some with a number that is left over.
                        kernel.call(profile.turns * lanes + i % 2, 1);
                        kernel.call(0, profile.none);
                    }
                }
                if (round % CHECKED == 0 && areCompiled()) {
                    return true;
                }
                TimeUnit.MILLISECONDS.sleep(1 + round / ROUNDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private boolean areCompiled() {
        for (Kernel kernel : kernels) {
            if (nanos(kernel, lanes) > TIMED * TURN_NANOS) {
                return false;
            }
        }
        return true;
    }

    /** The least time of some calls: the first ones find caches that others have used. */
    private static long nanos(Kernel kernel, int lanes) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < TIMES; i++) {
            long begin = System.nanoTime();
            kernel.call(TIMED * lanes, 1);
            least = Math.min(least, System.nanoTime() - begin);
        }
        return least;
    }
}
