package dev.kiln.runtime.kernel;

/**
 * The transforms of Winograd's minimal filtering F(2x2, 3x3) (Lavin and Gray 2016), of many tiles
 * at once: row {@code first + 4 * i + j} holds what the tiles have at the position (i, j). Each
 * transform is one of four numbers, of columns and then of rows, and leaves what it makes in place.
 */
public final class WinogradRows {

    /** Rows of a transform. */
    public static final int POSITIONS = 16;

    private static final int SIDE = 4;
    private static final int TAPS = 9;
    private static final int LAST_TAP = TAPS - 1;
    private static final int KERNEL = 3;

    private WinogradRows() {}

    /**
     * {@code B' d B} of patches of 4x4 pixels.
     *
     * @param n how many numbers of each row
     */
    public static void patches(float[][] rows, int first, int n) {
        for (int q = 0; q < SIDE; q++) {
            patch(rows, first + q, SIDE, n);
        }
        for (int i = 0; i < SIDE; i++) {
            patch(rows, first + SIDE * i, 1, n);
        }
    }

    static void patch(float[][] rows, int at, int step, int n) {
        float[] r0 = rows[at];
        float[] r1 = rows[at + step];
        float[] r2 = rows[at + 2 * step];
        float[] r3 = rows[at + 3 * step];
        for (int j = 0; j < n; j++) {
            float d1 = r1[j];
            float d2 = r2[j];
            r0[j] -= d2;
            r3[j] = d1 - r3[j];
            r1[j] = d1 + d2;
            r2[j] = d2 - d1;
        }
    }

    /** {@code A' M A}: 2x2 results, at the positions (0, 0) to (1, 1). */
    public static void results(float[][] rows, int first, int n) {
        for (int i = 0; i < SIDE; i++) {
            result(rows, first + SIDE * i, 1, n);
        }
        for (int q = 0; q < 2; q++) {
            result(rows, first + q, SIDE, n);
        }
    }

    static void result(float[][] rows, int at, int step, int n) {
        float[] r0 = rows[at];
        float[] r1 = rows[at + step];
        float[] r2 = rows[at + 2 * step];
        float[] r3 = rows[at + 3 * step];
        for (int j = 0; j < n; j++) {
            float m1 = r1[j];
            float m2 = r2[j];
            r0[j] = (r0[j] + m1) + m2;
            r1[j] = (m1 - m2) - r3[j];
        }
    }

    /**
     * {@code A e A'} of the gradients by 2x2 results, which lie at the positions (0, 0) to (1, 1).
     */
    public static void resultGradients(float[][] rows, int first, int n) {
        for (int q = 0; q < 2; q++) {
            resultGradient(rows, first + q, SIDE, n);
        }
        for (int i = 0; i < SIDE; i++) {
            resultGradient(rows, first + SIDE * i, 1, n);
        }
    }

    private static void resultGradient(float[][] rows, int at, int step, int n) {
        float[] r0 = rows[at];
        float[] r1 = rows[at + step];
        float[] r2 = rows[at + 2 * step];
        float[] r3 = rows[at + 3 * step];
        for (int j = 0; j < n; j++) {
            float e0 = r0[j];
            float e1 = r1[j];
            r1[j] = e0 + e1;
            r2[j] = e0 - e1;
            r3[j] = -e1;
        }
    }

    /**
     * {@code G g G'} of 3x3 weights.
     *
     * @param weight 9 matrices [channels x results]; not modified
     * @param turned whether they are turned by 180 degrees first, and are [results x channels]
     * @param transformed 16 matrices [channels x results]
     * @param pitch distance of these
     */
    public static void weights(
            float[] weight,
            int channels,
            int results,
            boolean turned,
            float[] transformed,
            int pitch) {
        int size = channels * results;
        for (int tap = 0; tap < TAPS; tap++) {
            int to = position(tap) * pitch;
            if (turned) {
                int from = (LAST_TAP - tap) * size;
                Matrices.transpose(weight, from, results, channels, transformed, to);
            } else {
                System.arraycopy(weight, tap * size, transformed, to, size);
            }
        }
        for (int b = 0; b < KERNEL; b++) {
            weight(transformed, b * pitch, SIDE * pitch, size);
        }
        for (int i = 0; i < SIDE; i++) {
            weight(transformed, SIDE * i * pitch, pitch, size);
        }
    }

    private static void weight(float[] g, int at, int step, int n) {
        for (int j = at; j < at + n; j++) {
            float g1 = g[j + step];
            float g2 = g[j + 2 * step];
            float sum = g[j] + g2;
            g[j + step] = (sum + g1) * 0.5f;
            g[j + 2 * step] = (sum - g1) * 0.5f;
            g[j + 3 * step] = g2;
        }
    }

    private static int position(int tap) {
        return tap / KERNEL * SIDE + tap % KERNEL;
    }

    /**
     * Adds {@code G' M G}, of 16 blocks of {@code size} numbers, to the gradient by 3x3 weights.
     *
     * @param from where the blocks begin in {@code sums}
     * @param rows working memory, at least {@link #POSITIONS}
     */
    public static void addWeightGradient(
            float[] sums, int from, int size, float[][] rows, float[] weightGradient) {
        for (int begin = 0; begin < size; begin += rows[0].length) {
            int n = Math.min(rows[0].length, size - begin);
            for (int p = 0; p < POSITIONS; p++) {
                System.arraycopy(sums, from + p * size + begin, rows[p], 0, n);
            }
            for (int q = 0; q < SIDE; q++) {
                weightGradient(rows, q, SIDE, n);
            }
            for (int a = 0; a < KERNEL; a++) {
                weightGradient(rows, SIDE * a, 1, n);
            }
            for (int tap = 0; tap < TAPS; tap++) {
                float[] gradient = rows[position(tap)];
                for (int j = 0; j < n; j++) {
                    weightGradient[tap * size + begin + j] += gradient[j];
                }
            }
        }
    }

    private static void weightGradient(float[][] rows, int at, int step, int n) {
        float[] r0 = rows[at];
        float[] r1 = rows[at + step];
        float[] r2 = rows[at + 2 * step];
        float[] r3 = rows[at + 3 * step];
        for (int j = 0; j < n; j++) {
            float m1 = r1[j];
            float m2 = r2[j];
            float half = (m1 + m2) * 0.5f;
            r0[j] += half;
            r1[j] = (m1 - m2) * 0.5f;
            r2[j] = half + r3[j];
        }
    }
}
