package dev.kiln.runtime.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkSumsTest {

    private static final int CHANNELS = 3;
    private static final int PIXELS = 4;

    @Test
    void momentsOfChunksAreThoseOfTheBatch() {
        Random random = new Random(1);
        for (int samples : new int[] {1, 2, 5, 6, 7}) {
            for (int chunk : new int[] {1, 2, 3, 7}) {
                check(random, samples, Math.min(chunk, samples));
            }
        }
    }

    private static void check(Random random, int samples, int chunk) {
        int chunks = (samples - 1) / chunk + 1;
        double[][] moments = new double[chunks][2 * CHANNELS];
        float[] mean = new float[CHANNELS];
        float[] variance = new float[CHANNELS];
        double[] means = new double[CHANNELS];
        double[] variances = new double[CHANNELS];
        for (int c = 0; c < CHANNELS; c++) {
            double[] x = random.doubles((long) samples * PIXELS, 100, 101).toArray();
            means[c] = mean(x, 0, x.length);
            variances[c] = squares(x, 0, x.length) / x.length;
            for (int k = 0; k < chunks; k++) {
                int from = k * chunk * PIXELS;
                int end = Math.min(x.length, from + chunk * PIXELS);
                moments[k][c] = mean(x, from, end);
                moments[k][c + CHANNELS] = squares(x, from, end);
            }
        }
        ChunkSums.moments(samples, chunk, PIXELS, moments, mean, variance);
        for (int c = 0; c < CHANNELS; c++) {
            assertEquals(means[c], mean[c], 1e-5);
            assertEquals(variances[c], variance[c], 1e-8);
        }
    }

    private static double mean(double[] x, int from, int end) {
        double sum = 0;
        for (int i = from; i < end; i++) {
            sum += x[i];
        }
        return sum / (end - from);
    }

    private static double squares(double[] x, int from, int end) {
        double mean = mean(x, from, end);
        double sum = 0;
        for (int i = from; i < end; i++) {
            sum += (x[i] - mean) * (x[i] - mean);
        }
        return sum;
    }

    @Test
    void sumsAreAddedUp() {
        float[][] sums = {{1, 2}, {10, 20}, {100, 200}, {5000, 5000}};
        assertEquals(111, ChunkSums.sum(5, 2, sums, 0));
        assertEquals(222, ChunkSums.sum(6, 2, sums, 1));
        assertEquals(1, ChunkSums.sum(2, 2, sums, 0));
    }
}
