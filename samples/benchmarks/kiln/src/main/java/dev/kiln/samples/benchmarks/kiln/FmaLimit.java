package dev.kiln.samples.benchmarks.kiln;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Fused multiply-adds that do not wait for each other: what a core can do at most. */
final class FmaLimit {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int TURNS = 100_000;
    private static final int SUMS = 12;

    static {
        // Each operation once before the loop is compiled: an operation that compiled code meets
        // for the first time counts as a wrong guess of its class, and after some of them C2 no
        // longer guesses in kernels that are measured next.
        run(1);
    }

    private FmaLimit() {}

    /** Floating-point operations of a {@link #run}. */
    static double flops() {
        return 2.0 * TURNS * SUMS * SPECIES.length();
    }

    /** Width of a vector. */
    static int bits() {
        return SPECIES.vectorBitSize();
    }

    /** Something that depends on every product. */
    static float run() {
        return run(TURNS);
    }

    private static float run(int turns) {
        FloatVector x = FloatVector.broadcast(SPECIES, 0.999f);
        FloatVector y = FloatVector.broadcast(SPECIES, 0.001f);
        FloatVector a = FloatVector.zero(SPECIES);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        FloatVector e = a;
        FloatVector f = a;
        FloatVector g = a;
        FloatVector h = a;
        FloatVector i = a;
        FloatVector j = a;
        FloatVector k = a;
        FloatVector l = a;
        for (int turn = 0; turn < turns; turn++) {
            a = a.fma(x, y);
            b = b.fma(x, y);
            c = c.fma(x, y);
            d = d.fma(x, y);
            e = e.fma(x, y);
            f = f.fma(x, y);
            g = g.fma(x, y);
            h = h.fma(x, y);
            i = i.fma(x, y);
            j = j.fma(x, y);
            k = k.fma(x, y);
            l = l.fma(x, y);
        }
        FloatVector sum = a.add(b).add(c).add(d).add(e).add(f);
        return sum.add(g).add(h).add(i).add(j).add(k).add(l).lane(0);
    }
}
