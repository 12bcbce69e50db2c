package dev.kiln.runtime.internal.panel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums with the Vector API; the last vector may begin among channels of the one before it. As in
 * tiles, no sum that a loop carries is the receiver of an operation; so ones are multiplied by it.
 */
final class VectorSums implements ChannelSums {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    // As in the class of tiles: no compiled code shall meet a first use.
    static {
        float[] numbers = new float[LANES];
        FloatVector some = FloatVector.fromArray(SPECIES, numbers, 0);
        some.fma(FloatVector.broadcast(SPECIES, numbers[0]), FloatVector.zero(SPECIES))
                .sub(some)
                .add(some)
                .mul(some)
                .intoArray(numbers, 0);
    }

    @Override
    public void gradientSums(
            int n,
            int one,
            int channels,
            float[] g,
            int from,
            int step,
            float[] x,
            int at,
            float[] mean,
            float[] sums) {
        if (channels < LANES) {
            PlainSums.SUMS.gradientSums(n, one, channels, g, from, step, x, at, mean, sums);
            return;
        }
        int last = channels - LANES;
        for (int c = 0; c < channels; c += LANES) {
            gradientSums(n, one, Math.min(c, last), channels, g, from, step, x, at, mean, sums);
        }
    }

    private static void gradientSums(
            int n,
            int one,
            int c,
            int channels,
            float[] g,
            int from,
            int step,
            float[] x,
            int at,
            float[] mean,
            float[] sums) {
        if (n == 0) {
            return;
        }
        FloatVector middle = FloatVector.fromArray(SPECIES, mean, c);
        FloatVector sum = FloatVector.zero(SPECIES);
        FloatVector product = FloatVector.zero(SPECIES);
        for (int i = 0; i < n; i += one) {
            FloatVector slope = FloatVector.fromArray(SPECIES, g, from + i * step + c);
            sum = slope.add(sum);
            product =
                    slope.fma(
                            FloatVector.fromArray(SPECIES, x, at + i * channels + c).sub(middle),
                            product);
        }
        FloatVector unit = FloatVector.broadcast(SPECIES, 1f);
        unit.mul(sum).intoArray(sums, c);
        unit.mul(product).intoArray(sums, channels + c);
    }

    @Override
    public void moments(int n, int one, int channels, float[] x, int at, float[] sums, int to) {
        if (channels < LANES) {
            PlainSums.SUMS.moments(n, one, channels, x, at, sums, to);
            return;
        }
        int last = channels - LANES;
        for (int c = 0; c < channels; c += LANES) {
            moments(n, one, Math.min(c, last), channels, x, at, sums, to);
        }
    }

    private static void moments(
            int n, int one, int c, int channels, float[] x, int at, float[] sums, int to) {
        if (n == 0) {
            return;
        }
        FloatVector first = FloatVector.fromArray(SPECIES, x, c);
        FloatVector distance = FloatVector.zero(SPECIES);
        for (int i = 0; i < n; i += one) {
            distance =
                    FloatVector.fromArray(SPECIES, x, at + i * channels + c)
                            .sub(first)
                            .add(distance);
        }
        FloatVector middle = FloatVector.broadcast(SPECIES, 1f / n).mul(distance);
        FloatVector spread = FloatVector.zero(SPECIES);
        for (int i = 0; i < n; i += one) {
            FloatVector rest =
                    FloatVector.fromArray(SPECIES, x, at + i * channels + c).sub(first).sub(middle);
            spread = rest.fma(rest, spread);
        }
        FloatVector unit = FloatVector.broadcast(SPECIES, 1f);
        unit.mul(distance).intoArray(sums, to + c);
        unit.mul(spread).intoArray(sums, to + channels + c);
    }

    @Override
    public void normalizeGradient(
            int n,
            float[] g,
            int from,
            float[] x,
            int at,
            float[] mean,
            float[] factors,
            float[] y,
            int to) {
        if (n == 0) {
            return;
        }
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            FloatVector centered =
                    FloatVector.fromArray(SPECIES, g, from + i)
                            .fma(
                                    FloatVector.fromArray(SPECIES, factors, i),
                                    FloatVector.fromArray(SPECIES, factors, n + i));
            FloatVector.fromArray(SPECIES, mean, i)
                    .sub(FloatVector.fromArray(SPECIES, x, at + i))
                    .fma(FloatVector.fromArray(SPECIES, factors, 2 * n + i), centered)
                    .intoArray(y, to + i);
        }
        for (int i = whole; i < n; i++) {
            float centered = Math.fma(g[from + i], factors[i], factors[n + i]);
            y[to + i] = Math.fma(mean[i] - x[at + i], factors[2 * n + i], centered);
        }
    }
}
