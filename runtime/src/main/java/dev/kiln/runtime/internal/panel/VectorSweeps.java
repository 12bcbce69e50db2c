package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.panel.PaddedRows.GROUP;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sweeps with the Vector API. As in tiles, no sum that a loop carries is the receiver of an
 * operation.
 */
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
    public void take(int n, int one, float[] x, int from, int step, float[] y, int to, int yStep) {
        if (n == 0) {
            return;
        }
        for (int i = 0; i < n; i += one) {
            FloatVector.fromArray(SPECIES, x, from + i * step).intoArray(y, to + i * yStep);
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
            int wStep,
            float[] bias,
            int first,
            float[] y,
            int to,
            int yStep,
            float least) {
        if (n == 0) {
            return;
        }
        FloatVector w00 = FloatVector.fromArray(SPECIES, weight, w);
        FloatVector w01 = FloatVector.fromArray(SPECIES, weight, w + wStep);
        FloatVector w02 = FloatVector.fromArray(SPECIES, weight, w + 2 * wStep);
        FloatVector w10 = FloatVector.fromArray(SPECIES, weight, w + 3 * wStep);
        FloatVector w11 = FloatVector.fromArray(SPECIES, weight, w + 4 * wStep);
        FloatVector w12 = FloatVector.fromArray(SPECIES, weight, w + 5 * wStep);
        FloatVector w20 = FloatVector.fromArray(SPECIES, weight, w + 6 * wStep);
        FloatVector w21 = FloatVector.fromArray(SPECIES, weight, w + 7 * wStep);
        FloatVector w22 = FloatVector.fromArray(SPECIES, weight, w + 8 * wStep);
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
            sum.max(low).intoArray(y, to + i * yStep);
        }
    }

    @Override
    public void depthwise3x3InPairs(
            int n,
            int two,
            float[] x,
            int i0,
            int i1,
            int i2,
            int w,
            float[] y,
            int to,
            int yStep,
            float least) {
        if (n == 0) {
            return;
        }
        FloatVector begin = FloatVector.fromArray(SPECIES, x, w);
        FloatVector w00 = FloatVector.fromArray(SPECIES, x, w + GROUP);
        FloatVector w01 = FloatVector.fromArray(SPECIES, x, w + 2 * GROUP);
        FloatVector w02 = FloatVector.fromArray(SPECIES, x, w + 3 * GROUP);
        FloatVector w10 = FloatVector.fromArray(SPECIES, x, w + 4 * GROUP);
        FloatVector w11 = FloatVector.fromArray(SPECIES, x, w + 5 * GROUP);
        FloatVector w12 = FloatVector.fromArray(SPECIES, x, w + 6 * GROUP);
        FloatVector w20 = FloatVector.fromArray(SPECIES, x, w + 7 * GROUP);
        FloatVector w21 = FloatVector.fromArray(SPECIES, x, w + 8 * GROUP);
        FloatVector w22 = FloatVector.fromArray(SPECIES, x, w + 9 * GROUP);
        FloatVector low = FloatVector.broadcast(SPECIES, least);
        for (int i = 0; i < n; i += two) {
            int a = i0 + i * GROUP;
            FloatVector v = FloatVector.fromArray(SPECIES, x, a + GROUP);
            FloatVector s0 = FloatVector.fromArray(SPECIES, x, a).fma(w00, begin);
            s0 = v.fma(w01, s0);
            FloatVector s1 = v.fma(w00, begin);
            v = FloatVector.fromArray(SPECIES, x, a + 2 * GROUP);
            s0 = v.fma(w02, s0);
            s1 = v.fma(w01, s1);
            s1 = FloatVector.fromArray(SPECIES, x, a + 3 * GROUP).fma(w02, s1);
            int b = i1 + i * GROUP;
            v = FloatVector.fromArray(SPECIES, x, b + GROUP);
            s0 = FloatVector.fromArray(SPECIES, x, b).fma(w10, s0);
            s0 = v.fma(w11, s0);
            s1 = v.fma(w10, s1);
            v = FloatVector.fromArray(SPECIES, x, b + 2 * GROUP);
            s0 = v.fma(w12, s0);
            s1 = v.fma(w11, s1);
            s1 = FloatVector.fromArray(SPECIES, x, b + 3 * GROUP).fma(w12, s1);
            int c = i2 + i * GROUP;
            v = FloatVector.fromArray(SPECIES, x, c + GROUP);
            s0 = FloatVector.fromArray(SPECIES, x, c).fma(w20, s0);
            s0 = v.fma(w21, s0);
            s1 = v.fma(w20, s1);
            v = FloatVector.fromArray(SPECIES, x, c + 2 * GROUP);
            s0 = v.fma(w22, s0);
            s1 = v.fma(w21, s1);
            s1 = FloatVector.fromArray(SPECIES, x, c + 3 * GROUP).fma(w22, s1);
            int goal = to + i * yStep;
            s0.max(low).intoArray(y, goal);
            s1.max(low).intoArray(y, goal + yStep);
        }
    }

    @Override
    public void depthwiseWeights3x3(
            int n,
            int one,
            float[] x,
            int i0,
            int i1,
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
            w00 = FloatVector.fromArray(SPECIES, x, a).fma(slope, w00);
            w01 = FloatVector.fromArray(SPECIES, x, a + GROUP).fma(slope, w01);
            w02 = FloatVector.fromArray(SPECIES, x, a + 2 * GROUP).fma(slope, w02);
            w10 = FloatVector.fromArray(SPECIES, x, b).fma(slope, w10);
            w11 = FloatVector.fromArray(SPECIES, x, b + GROUP).fma(slope, w11);
            w12 = FloatVector.fromArray(SPECIES, x, b + 2 * GROUP).fma(slope, w12);
            w20 = FloatVector.fromArray(SPECIES, x, c).fma(slope, w20);
            w21 = FloatVector.fromArray(SPECIES, x, c + GROUP).fma(slope, w21);
            w22 = FloatVector.fromArray(SPECIES, x, c + 2 * GROUP).fma(slope, w22);
        }
        FloatVector unit = FloatVector.broadcast(SPECIES, 1f);
        unit.mul(w00).intoArray(weightGradient, w);
        unit.mul(w01).intoArray(weightGradient, w + channels);
        unit.mul(w02).intoArray(weightGradient, w + 2 * channels);
        unit.mul(w10).intoArray(weightGradient, w + 3 * channels);
        unit.mul(w11).intoArray(weightGradient, w + 4 * channels);
        unit.mul(w12).intoArray(weightGradient, w + 5 * channels);
        unit.mul(w20).intoArray(weightGradient, w + 6 * channels);
        unit.mul(w21).intoArray(weightGradient, w + 7 * channels);
        unit.mul(w22).intoArray(weightGradient, w + 8 * channels);
    }
}
