package dev.kiln.runtime.internal.panel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Winograd's transforms with the Vector API; what does not fill a vector goes through plain ones.
 */
final class VectorLines implements WinogradLines {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int SIDE = 4;

    // As in the class of tiles: no compiled code shall meet a first use.
    static {
        float[] numbers = new float[LANES];
        FloatVector some = FloatVector.fromArray(SPECIES, numbers, 0);
        some.fma(FloatVector.broadcast(SPECIES, numbers[0]), some)
                .sub(some)
                .add(some)
                .mul(some)
                .max(some)
                .intoArray(numbers, 0);
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public void patches(int n, float[] x, int at, int step, float[] y, int to, int toStep) {
        if (n == 0) {
            return;
        }
        FloatVector a = FloatVector.broadcast(SPECIES, A);
        FloatVector minusA = FloatVector.broadcast(SPECIES, -A);
        FloatVector b = FloatVector.broadcast(SPECIES, B);
        FloatVector minusB = FloatVector.broadcast(SPECIES, -B);
        FloatVector minusA2 = FloatVector.broadcast(SPECIES, -A2);
        FloatVector minusB2 = FloatVector.broadcast(SPECIES, -B2);
        FloatVector minusSum = FloatVector.broadcast(SPECIES, -SUM);
        FloatVector product = FloatVector.broadcast(SPECIES, PRODUCT);
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            int from = at + i;
            int goal = to + i;
            FloatVector d1 = FloatVector.fromArray(SPECIES, x, from + step);
            FloatVector d2 = FloatVector.fromArray(SPECIES, x, from + 2 * step);
            FloatVector d3 = FloatVector.fromArray(SPECIES, x, from + 3 * step);
            FloatVector d4 = FloatVector.fromArray(SPECIES, x, from + 4 * step);
            FloatVector even = d2.fma(minusB2, d4);
            FloatVector odd = d1.fma(minusB2, d3);
            FloatVector even2 = d2.fma(minusA2, d4);
            FloatVector odd2 = d1.fma(minusA2, d3);
            FloatVector first =
                    FloatVector.fromArray(SPECIES, x, from).fma(product, d2.fma(minusSum, d4));
            FloatVector last =
                    d1.fma(
                            product,
                            d3.fma(minusSum, FloatVector.fromArray(SPECIES, x, from + 5 * step)));
            first.intoArray(y, goal);
            odd.fma(a, even).intoArray(y, goal + toStep);
            odd.fma(minusA, even).intoArray(y, goal + 2 * toStep);
            odd2.fma(b, even2).intoArray(y, goal + 3 * toStep);
            odd2.fma(minusB, even2).intoArray(y, goal + 4 * toStep);
            last.intoArray(y, goal + 5 * toStep);
        }
        if (whole < n) {
            PlainLines.LINES.patches(n - whole, x, at + whole, step, y, to + whole, toStep);
        }
    }

    @Override
    public void patchRows(
            int patches, int channels, float[] x, int at, float[] y, int to, int toStep) {
        for (int patch = 0; patch < patches; patch++) {
            patches(
                    channels,
                    x,
                    at + patch * SIDE * channels,
                    channels,
                    y,
                    to + patch * channels,
                    toStep);
        }
    }

    @Override
    public void results(int n, float[] m, int at, int step) {
        if (n == 0) {
            return;
        }
        FloatVector a = FloatVector.broadcast(SPECIES, A);
        FloatVector a2 = FloatVector.broadcast(SPECIES, A2);
        FloatVector a3 = FloatVector.broadcast(SPECIES, A3);
        FloatVector b = FloatVector.broadcast(SPECIES, B);
        FloatVector b2 = FloatVector.broadcast(SPECIES, B2);
        FloatVector b3 = FloatVector.broadcast(SPECIES, B3);
        int whole = n - n % LANES;
        for (int i = at; i < at + whole; i += LANES) {
            FloatVector m1 = FloatVector.fromArray(SPECIES, m, i + step);
            FloatVector m2 = FloatVector.fromArray(SPECIES, m, i + 2 * step);
            FloatVector m3 = FloatVector.fromArray(SPECIES, m, i + 3 * step);
            FloatVector m4 = FloatVector.fromArray(SPECIES, m, i + 4 * step);
            FloatVector m5 = FloatVector.fromArray(SPECIES, m, i + 5 * step);
            FloatVector p = m1.add(m2);
            FloatVector q = m1.sub(m2);
            FloatVector r = m3.add(m4);
            FloatVector v = m3.sub(m4);
            FloatVector.fromArray(SPECIES, m, i).add(p).add(r).intoArray(m, i);
            v.fma(b, q.mul(a)).intoArray(m, i + step);
            r.fma(b2, p.mul(a2)).intoArray(m, i + 2 * step);
            q.fma(a3, v.fma(b3, m5)).intoArray(m, i + 3 * step);
        }
        if (whole < n) {
            PlainLines.LINES.results(n - whole, m, at + whole, step);
        }
    }

    @Override
    public void column(
            int n,
            float[] m,
            int at,
            int step,
            float[] bias,
            int first,
            float[] y,
            int to,
            int toStep,
            int rows,
            float least) {
        if (n == 0) {
            return;
        }
        FloatVector a = FloatVector.broadcast(SPECIES, A);
        FloatVector a2 = FloatVector.broadcast(SPECIES, A2);
        FloatVector a3 = FloatVector.broadcast(SPECIES, A3);
        FloatVector b = FloatVector.broadcast(SPECIES, B);
        FloatVector b2 = FloatVector.broadcast(SPECIES, B2);
        FloatVector b3 = FloatVector.broadcast(SPECIES, B3);
        FloatVector low = FloatVector.broadcast(SPECIES, least);
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            int from = at + i;
            int goal = to + i;
            FloatVector shift = FloatVector.fromArray(SPECIES, bias, first + i);
            FloatVector m1 = FloatVector.fromArray(SPECIES, m, from + step);
            FloatVector m2 = FloatVector.fromArray(SPECIES, m, from + 2 * step);
            FloatVector m3 = FloatVector.fromArray(SPECIES, m, from + 3 * step);
            FloatVector m4 = FloatVector.fromArray(SPECIES, m, from + 4 * step);
            FloatVector p = m1.add(m2);
            FloatVector q = m1.sub(m2);
            FloatVector r = m3.add(m4);
            FloatVector v = m3.sub(m4);
            FloatVector.fromArray(SPECIES, m, from)
                    .add(p)
                    .add(r)
                    .add(shift)
                    .max(low)
                    .intoArray(y, goal);
            if (rows > 1) {
                v.fma(b, q.mul(a)).add(shift).max(low).intoArray(y, goal + toStep);
            }
            if (rows > 2) {
                r.fma(b2, p.mul(a2)).add(shift).max(low).intoArray(y, goal + 2 * toStep);
            }
            if (rows > 3) {
                q.fma(a3, v.fma(b3, FloatVector.fromArray(SPECIES, m, from + 5 * step)))
                        .add(shift)
                        .max(low)
                        .intoArray(y, goal + 3 * toStep);
            }
        }
        if (whole < n) {
            PlainLines.LINES.column(
                    n - whole,
                    m,
                    at + whole,
                    step,
                    bias,
                    first + whole,
                    y,
                    to + whole,
                    toStep,
                    rows,
                    least);
        }
    }
}
