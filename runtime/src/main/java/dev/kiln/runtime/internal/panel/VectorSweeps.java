package dev.kiln.runtime.internal.panel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Sweeps with the Vector API. */
final class VectorSweeps implements Sweeps {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    // As in the class of tiles: no compiled code shall meet a first use.
    static {
        float[] numbers = new float[LANES];
        FloatVector some = FloatVector.fromArray(SPECIES, numbers, 0);
        some.fma(FloatVector.broadcast(SPECIES, numbers[0]), some)
                .sub(some)
                .add(some)
                .max(some)
                .intoArray(numbers, 0);
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public void normalize(
            int n,
            float[] x,
            int from,
            float[] mean,
            float[] factor,
            float[] shift,
            float[] addend,
            float[] y,
            int to,
            float least) {
        if (n == 0) {
            return;
        }
        FloatVector low = FloatVector.broadcast(SPECIES, least);
        int whole = n - n % LANES;
        if (addend == null) {
            for (int i = 0; i < whole; i += LANES) {
                FloatVector.fromArray(SPECIES, x, from + i)
                        .sub(FloatVector.fromArray(SPECIES, mean, i))
                        .fma(
                                FloatVector.fromArray(SPECIES, factor, i),
                                FloatVector.fromArray(SPECIES, shift, i))
                        .max(low)
                        .intoArray(y, to + i);
            }
        } else {
            for (int i = 0; i < whole; i += LANES) {
                FloatVector.fromArray(SPECIES, x, from + i)
                        .sub(FloatVector.fromArray(SPECIES, mean, i))
                        .fma(
                                FloatVector.fromArray(SPECIES, factor, i),
                                FloatVector.fromArray(SPECIES, shift, i))
                        .add(FloatVector.fromArray(SPECIES, addend, from + i))
                        .max(low)
                        .intoArray(y, to + i);
            }
        }
        for (int i = whole; i < n; i++) {
            float value = Math.fma(x[from + i] - mean[i], factor[i], shift[i]);
            if (addend != null) {
                value += addend[from + i];
            }
            y[to + i] = Math.max(value, least);
        }
    }

    @Override
    public void sum(
            int n, float[] a, int firstA, float[] b, int firstB, float[] y, int to, float least) {
        if (n == 0) {
            return;
        }
        FloatVector low = FloatVector.broadcast(SPECIES, least);
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            FloatVector.fromArray(SPECIES, a, firstA + i)
                    .add(FloatVector.fromArray(SPECIES, b, firstB + i))
                    .max(low)
                    .intoArray(y, to + i);
        }
        for (int i = whole; i < n; i++) {
            y[to + i] = Math.max(a[firstA + i] + b[firstB + i], least);
        }
    }

    @Override
    public void largest(int n, float[] x, int a, int b, int c, float[] y, int to) {
        if (n == 0) {
            return;
        }
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            FloatVector.fromArray(SPECIES, x, a + i)
                    .max(FloatVector.fromArray(SPECIES, x, b + i))
                    .max(FloatVector.fromArray(SPECIES, x, c + i))
                    .intoArray(y, to + i);
        }
        for (int i = whole; i < n; i++) {
            y[to + i] = Math.max(Math.max(x[a + i], x[b + i]), x[c + i]);
        }
    }

    @Override
    public void depthwise3x3(
            int n,
            int one,
            float[] x0,
            int i0,
            float[] x1,
            int i1,
            float[] x2,
            int i2,
            int step,
            float[] weight,
            int w,
            int channels,
            float[] bias,
            int first,
            float[] y,
            int to,
            float least) {
        if (n == 0) {
            return;
        }
        FloatVector w00 = FloatVector.fromArray(SPECIES, weight, w);
        FloatVector w01 = FloatVector.fromArray(SPECIES, weight, w + channels);
        FloatVector w02 = FloatVector.fromArray(SPECIES, weight, w + 2 * channels);
        FloatVector w10 = FloatVector.fromArray(SPECIES, weight, w + 3 * channels);
        FloatVector w11 = FloatVector.fromArray(SPECIES, weight, w + 4 * channels);
        FloatVector w12 = FloatVector.fromArray(SPECIES, weight, w + 5 * channels);
        FloatVector w20 = FloatVector.fromArray(SPECIES, weight, w + 6 * channels);
        FloatVector w21 = FloatVector.fromArray(SPECIES, weight, w + 7 * channels);
        FloatVector w22 = FloatVector.fromArray(SPECIES, weight, w + 8 * channels);
        FloatVector begin = FloatVector.fromArray(SPECIES, bias, first);
        FloatVector low = FloatVector.broadcast(SPECIES, least);
        for (int i = 0; i < n; i += one) {
            int a = i0 + i * step;
            int b = i1 + i * step;
            int c = i2 + i * step;
            FloatVector sum = FloatVector.fromArray(SPECIES, x0, a).fma(w00, begin);
            sum = FloatVector.fromArray(SPECIES, x0, a + channels).fma(w01, sum);
            sum = FloatVector.fromArray(SPECIES, x0, a + 2 * channels).fma(w02, sum);
            sum = FloatVector.fromArray(SPECIES, x1, b).fma(w10, sum);
            sum = FloatVector.fromArray(SPECIES, x1, b + channels).fma(w11, sum);
            sum = FloatVector.fromArray(SPECIES, x1, b + 2 * channels).fma(w12, sum);
            sum = FloatVector.fromArray(SPECIES, x2, c).fma(w20, sum);
            sum = FloatVector.fromArray(SPECIES, x2, c + channels).fma(w21, sum);
            sum = FloatVector.fromArray(SPECIES, x2, c + 2 * channels).fma(w22, sum);
            sum.max(low).intoArray(y, to + i * channels);
        }
    }

    @Override
    public void depthwise3x3InPairs(
            int n,
            int two,
            float[] x0,
            int i0,
            float[] x1,
            int i1,
            float[] x2,
            int i2,
            float[] weight,
            int w,
            int channels,
            float[] bias,
            int first,
            float[] y,
            int to,
            float least) {
        if (n == 0) {
            return;
        }
        FloatVector w00 = FloatVector.fromArray(SPECIES, weight, w);
        FloatVector w01 = FloatVector.fromArray(SPECIES, weight, w + channels);
        FloatVector w02 = FloatVector.fromArray(SPECIES, weight, w + 2 * channels);
        FloatVector w10 = FloatVector.fromArray(SPECIES, weight, w + 3 * channels);
        FloatVector w11 = FloatVector.fromArray(SPECIES, weight, w + 4 * channels);
        FloatVector w12 = FloatVector.fromArray(SPECIES, weight, w + 5 * channels);
        FloatVector w20 = FloatVector.fromArray(SPECIES, weight, w + 6 * channels);
        FloatVector w21 = FloatVector.fromArray(SPECIES, weight, w + 7 * channels);
        FloatVector w22 = FloatVector.fromArray(SPECIES, weight, w + 8 * channels);
        FloatVector begin = FloatVector.fromArray(SPECIES, bias, first);
        FloatVector low = FloatVector.broadcast(SPECIES, least);
        for (int i = 0; i < n; i += two) {
            int pair = i * channels;
            int a = i0 + pair;
            FloatVector x = FloatVector.fromArray(SPECIES, x0, a);
            FloatVector s0 = x.fma(w00, begin);
            x = FloatVector.fromArray(SPECIES, x0, a + channels);
            s0 = x.fma(w01, s0);
            FloatVector s1 = x.fma(w00, begin);
            x = FloatVector.fromArray(SPECIES, x0, a + 2 * channels);
            s0 = x.fma(w02, s0);
            s1 = x.fma(w01, s1);
            s1 = FloatVector.fromArray(SPECIES, x0, a + 3 * channels).fma(w02, s1);
            int b = i1 + pair;
            s0 = FloatVector.fromArray(SPECIES, x1, b).fma(w10, s0);
            x = FloatVector.fromArray(SPECIES, x1, b + channels);
            s0 = x.fma(w11, s0);
            s1 = x.fma(w10, s1);
            x = FloatVector.fromArray(SPECIES, x1, b + 2 * channels);
            s0 = x.fma(w12, s0);
            s1 = x.fma(w11, s1);
            s1 = FloatVector.fromArray(SPECIES, x1, b + 3 * channels).fma(w12, s1);
            int c = i2 + pair;
            s0 = FloatVector.fromArray(SPECIES, x2, c).fma(w20, s0);
            x = FloatVector.fromArray(SPECIES, x2, c + channels);
            s0 = x.fma(w21, s0);
            s1 = x.fma(w20, s1);
            x = FloatVector.fromArray(SPECIES, x2, c + 2 * channels);
            s0 = x.fma(w22, s0);
            s1 = x.fma(w21, s1);
            s1 = FloatVector.fromArray(SPECIES, x2, c + 3 * channels).fma(w22, s1);
            s0.max(low).intoArray(y, to + pair);
            s1.max(low).intoArray(y, to + pair + channels);
        }
    }
}
