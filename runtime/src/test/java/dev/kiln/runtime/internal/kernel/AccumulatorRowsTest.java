package dev.kiln.runtime.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SlabsTest {

    @Test
    void sumsAreChainsInTheOrderOfTheTaps() {
        Random random = new Random(1);
        for (int taps = 1; taps <= AccumulatorRows.TAPS; taps++) {
            for (int n : new int[] {1, 7, 100, 1000}) {
                float[][] rows = AccumulatorRows.rows(5, n);
                for (float[] row : rows) {
                    fill(row, random);
                }
                float[] weight = new float[50];
                fill(weight, random);
                float[][] before = new float[rows.length][];
                for (int i = 0; i < rows.length; i++) {
                    before[i] = rows[i].clone();
                }
                AccumulatorRows.axpy(n, rows, taps, 4, 3, weight, 2, 7, 11);
                for (int i = 0; i < rows.length; i++) {
                    for (int j = 0; j < rows[i].length; j++) {
                        float expected = before[i][j];
                        boolean sum = i >= 4 && i < 7 && j < n;
                        for (int t = 0; sum && t < taps; t++) {
                            float w = weight[2 + t * 7 + (i - 4) * 11];
                            expected = Math.fma(before[t][j], w, expected);
                        }
                        assertEquals(expected, rows[i][j], "row " + i + " at " + j);
                    }
                }
            }
        }
    }

    @Test
    void rowsAreLongEnough() {
        for (int length : new int[] {1, 12, 13, 28, 1280}) {
            float[][] rows = AccumulatorRows.rows(2, length);
            assertEquals(AccumulatorRows.TAPS + 2, rows.length);
            assertTrue(rows[0].length >= length && rows[0].length < length + 16);
        }
    }

    private static void fill(float[] x, Random random) {
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
    }
}
