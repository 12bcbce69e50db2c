package dev.kiln.runtime.internal.panel;

import java.util.Arrays;

/** Sums in plain Java. */
final class PlainSums implements ChannelSums {

    static final PlainSums SUMS = new PlainSums();

    private PlainSums() {}

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
        Arrays.fill(sums, 0, 2 * channels, 0f);
        for (int i = 0; i < n; i++) {
            int slope = from + i * step;
            int pixel = at + i * channels;
            for (int c = 0; c < channels; c++) {
                sums[c] += g[slope + c];
            }
            for (int c = 0; c < channels; c++) {
                sums[channels + c] =
                        Math.fma(g[slope + c], x[pixel + c] - mean[c], sums[channels + c]);
            }
        }
    }

    @Override
    public void moments(int n, int one, int channels, float[] x, int at, float[] sums, int to) {
        Arrays.fill(sums, to, to + 2 * channels, 0f);
        for (int i = 0; i < n; i++) {
            int pixel = at + i * channels;
            for (int c = 0; c < channels; c++) {
                sums[to + c] += x[pixel + c] - x[c];
            }
        }
        int second = to + channels;
        float share = 1f / n;
        for (int i = 0; i < n; i++) {
            int pixel = at + i * channels;
            for (int c = 0; c < channels; c++) {
                float rest = x[pixel + c] - x[c] - sums[to + c] * share;
                sums[second + c] = Math.fma(rest, rest, sums[second + c]);
            }
        }
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
        for (int i = 0; i < n; i++) {
            float centered = Math.fma(g[from + i], factors[i], factors[n + i]);
            y[to + i] = Math.fma(mean[i] - x[at + i], factors[2 * n + i], centered);
        }
    }
}
