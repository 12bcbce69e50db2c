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
            int tap,
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
            sum = FloatVector.fromArray(SPECIES, x0, a + tap).fma(w01, sum);
            sum = FloatVector.fromArray(SPECIES, x0, a + 2 * tap).fma(w02, sum);
            sum = FloatVector.fromArray(SPECIES, x1, b).fma(w10, sum);
            sum = FloatVector.fromArray(SPECIES, x1, b + tap).fma(w11, sum);
            sum = FloatVector.fromArray(SPECIES, x1, b + 2 * tap).fma(w12, sum);
            sum = FloatVector.fromArray(SPECIES, x2, c).fma(w20, sum);
            sum = FloatVector.fromArray(SPECIES, x2, c + tap).fma(w21, sum);
            sum = FloatVector.fromArray(SPECIES, x2, c + 2 * tap).fma(w22, sum);
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
            int tap,
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
            x = FloatVector.fromArray(SPECIES, x0, a + tap);
            s0 = x.fma(w01, s0);
            FloatVector s1 = x.fma(w00, begin);
            x = FloatVector.fromArray(SPECIES, x0, a + 2 * tap);
            s0 = x.fma(w02, s0);
            s1 = x.fma(w01, s1);
            s1 = FloatVector.fromArray(SPECIES, x0, a + 3 * tap).fma(w02, s1);
            int b = i1 + pair;
            s0 = FloatVector.fromArray(SPECIES, x1, b).fma(w10, s0);
            x = FloatVector.fromArray(SPECIES, x1, b + tap);
            s0 = x.fma(w11, s0);
            s1 = x.fma(w10, s1);
            x = FloatVector.fromArray(SPECIES, x1, b + 2 * tap);
            s0 = x.fma(w12, s0);
            s1 = x.fma(w11, s1);
            s1 = FloatVector.fromArray(SPECIES, x1, b + 3 * tap).fma(w12, s1);
            int c = i2 + pair;
            s0 = FloatVector.fromArray(SPECIES, x2, c).fma(w20, s0);
            x = FloatVector.fromArray(SPECIES, x2, c + tap);
            s0 = x.fma(w21, s0);
            s1 = x.fma(w20, s1);
            x = FloatVector.fromArray(SPECIES, x2, c + 2 * tap);
            s0 = x.fma(w22, s0);
            s1 = x.fma(w21, s1);
            s1 = FloatVector.fromArray(SPECIES, x2, c + 3 * tap).fma(w22, s1);
            s0.max(low).intoArray(y, to + pair);
            s1.max(low).intoArray(y, to + pair + tap);
        }
    }

    @Override
    public void depthwiseWeights3x3(
            int n,
            int one,
            float[] x0,
            int i0,
            float[] x1,
            int i1,
            float[] x2,
            int i2,
            int step,
            int channels,
            float[] g,
            int from,
            float[] weightGradient,
            int w) {
        if (n == 0) {
            return;
        }
        FloatVector w00 = FloatVector.fromArray(SPECIES, weightGradient, w);
        FloatVector w01 = FloatVector.fromArray(SPECIES, weightGradient, w + channels);
        FloatVector w02 = FloatVector.fromArray(SPECIES, weightGradient, w + 2 * channels);
        FloatVector w10 = FloatVector.fromArray(SPECIES, weightGradient, w + 3 * channels);
        FloatVector w11 = FloatVector.fromArray(SPECIES, weightGradient, w + 4 * channels);
        FloatVector w12 = FloatVector.fromArray(SPECIES, weightGradient, w + 5 * channels);
        FloatVector w20 = FloatVector.fromArray(SPECIES, weightGradient, w + 6 * channels);
        FloatVector w21 = FloatVector.fromArray(SPECIES, weightGradient, w + 7 * channels);
        FloatVector w22 = FloatVector.fromArray(SPECIES, weightGradient, w + 8 * channels);
        for (int i = 0; i < n; i += one) {
            int a = i0 + i * step;
            int b = i1 + i * step;
            int c = i2 + i * step;
            FloatVector slope = FloatVector.fromArray(SPECIES, g, from + i * channels);
            w00 = FloatVector.fromArray(SPECIES, x0, a).fma(slope, w00);
            w01 = FloatVector.fromArray(SPECIES, x0, a + channels).fma(slope, w01);
            w02 = FloatVector.fromArray(SPECIES, x0, a + 2 * channels).fma(slope, w02);
            w10 = FloatVector.fromArray(SPECIES, x1, b).fma(slope, w10);
            w11 = FloatVector.fromArray(SPECIES, x1, b + channels).fma(slope, w11);
            w12 = FloatVector.fromArray(SPECIES, x1, b + 2 * channels).fma(slope, w12);
            w20 = FloatVector.fromArray(SPECIES, x2, c).fma(slope, w20);
            w21 = FloatVector.fromArray(SPECIES, x2, c + channels).fma(slope, w21);
            w22 = FloatVector.fromArray(SPECIES, x2, c + 2 * channels).fma(slope, w22);
        }
        w00.intoArray(weightGradient, w);
        w01.intoArray(weightGradient, w + channels);
        w02.intoArray(weightGradient, w + 2 * channels);
        w10.intoArray(weightGradient, w + 3 * channels);
        w11.intoArray(weightGradient, w + 4 * channels);
        w12.intoArray(weightGradient, w + 5 * channels);
        w20.intoArray(weightGradient, w + 6 * channels);
        w21.intoArray(weightGradient, w + 7 * channels);
        w22.intoArray(weightGradient, w + 8 * channels);
    }
}
