package dev.kiln.runtime.internal.kernel;

/**
 * The transforms of Winograd's minimal filtering F(4x4, 3x3) (Lavin and Gray 2016), of many tiles
 * at once: row {@code first + 6 * i + j} holds what the tiles have at the position (i, j). Each
 * transform is one of six numbers, of columns and of rows, and leaves what it makes in place. Its
 * loops are short, and read everything before they write: one over a whole patch C2 would leave
 * scalar.
 *
 * <p>The points are 0, A, -A, B, -B and infinity; all constants but F, S and T are exact.
 */
public final class WinogradRowTransforms {

    /** Rows of a transform. */
    public static final int POSITIONS = 36;

    /** Rows, and columns, of a patch. */
    static final int PATCH = 6;

    /** Rows, and columns, of a tile. */
    static final int SIDE = 4;

    private static final int KERNEL = 3;
    private static final int TAPS = KERNEL * KERNEL;

    private static final float A = 0.75f;
    private static final float A2 = A * A;
    private static final float A3 = A2 * A;
    private static final float B = 1.5f;
    private static final float B2 = B * B;
    private static final float B3 = B2 * B;
    private static final float SUM = A2 + B2;
    private static final float PRODUCT = A2 * B2;

    /** 1 / (A2 * B2). */
    private static final float F = 64f / 81f;

    /** 1 / (2 * A2 * (A2 - B2)). */
    private static final float S = -128f / 243f;

    /** 1 / (2 * B2 * (B2 - A2)). */
    private static final float T = 32f / 243f;

    private WinogradRowTransforms() {}

    /**
     * {@code B' d B} of patches of 6x6 pixels.
     *
     * @param n how many numbers of each row
     */
    public static void patches(float[][] rows, int first, int n) {
        for (int q = 0; q < PATCH; q++) {
            patch(rows, first + q, PATCH, n);
        }
        for (int i = 0; i < PATCH; i++) {
            patch(rows, first + PATCH * i, 1, n);
        }
    }

    static void patch(float[][] rows, int at, int step, int n) {
        float[] r1 = rows[at + step];
        float[] r2 = rows[at + 2 * step];
        float[] r3 = rows[at + 3 * step];
        float[] r4 = rows[at + 4 * step];
        patchEdge(n, rows[at], r2, r4, rows[at]);
        patchEdge(n, r1, r3, rows[at + 5 * step], rows[at + 5 * step]);
        for (int j = 0; j < n; j++) {
            float d1 = r1[j];
            float d2 = r2[j];
            float d3 = r3[j];
            float d4 = r4[j];
            r1[j] = inner(d1, d2, d3, d4, B2, A);
            r2[j] = inner(d1, d2, d3, d4, B2, -A);
            r3[j] = inner(d1, d2, d3, d4, A2, B);
            r4[j] = inner(d1, d2, d3, d4, A2, -B);
        }
    }

    /** The first number of a transformed patch, from d0, d2 and d4; the last from d1, d3 and d5. */
    static void patchEdge(int n, float[] x, float[] y, float[] z, float[] edge) {
        for (int j = 0; j < n; j++) {
            edge[j] = Math.fma(PRODUCT, x[j], Math.fma(-SUM, y[j], z[j]));
        }
    }

    /** The number i of a transformed patch, 1 to 4, from d1 to d4. */
    static void patchInner(
            int i, int n, float[] r1, float[] r2, float[] r3, float[] r4, float[] inner) {
        float other = i <= 2 ? B2 : A2;
        float point = (i <= 2 ? A : B) * (i % 2 == 0 ? -1 : 1);
        for (int j = 0; j < n; j++) {
            inner[j] = inner(r1[j], r2[j], r3[j], r4[j], other, point);
        }
    }

    /** That of a point; {@code other} is the square of the one that is not its opposite. */
    private static float inner(float d1, float d2, float d3, float d4, float other, float point) {
        return Math.fma(point, Math.fma(-other, d1, d3), Math.fma(-other, d2, d4));
    }

    /** {@code A' M A}: 4x4 results, at the positions (0, 0) to (3, 3). */
    public static void results(float[][] rows, int first, int n) {
        for (int i = 0; i < PATCH; i++) {
            result(rows, first + PATCH * i, 1, n);
        }
        for (int q = 0; q < SIDE; q++) {
            result(rows, first + q, PATCH, n);
        }
    }

    static void result(float[][] rows, int at, int step, int n) {
        float[] r1 = rows[at + step];
        float[] r2 = rows[at + 2 * step];
        float[] r3 = rows[at + 3 * step];
        float[] r4 = rows[at + 4 * step];
        differenceAndSum(n, r1, r2);
        differenceAndSum(n, r3, r4);
        evenResults(n, rows[at], r2, r4);
        oddResults(n, r1, r3, rows[at + 5 * step]);
    }

    /** {@code x - y} takes the place of x, {@code x + y} that of y. */
    static void differenceAndSum(int n, float[] x, float[] y) {
        for (int j = 0; j < n; j++) {
            float a = x[j];
            float b = y[j];
            x[j] = a - b;
            y[j] = a + b;
        }
    }

    /** From m0, m1 + m2 and m3 + m4; the first two become y0 and y2. */
    static void evenResults(int n, float[] r0, float[] r2, float[] r4) {
        for (int j = 0; j < n; j++) {
            float m = r0[j];
            float p = r2[j];
            float r = r4[j];
            r0[j] = (m + p) + r;
            r2[j] = Math.fma(B2, r, A2 * p);
        }
    }

    /** From m1 - m2, m3 - m4 and m5; the first two become y1 and y3. */
    static void oddResults(int n, float[] r1, float[] r3, float[] r5) {
        for (int j = 0; j < n; j++) {
            float q = r1[j];
            float v = r3[j];
            float m = r5[j];
            r1[j] = Math.fma(B, v, A * q);
            r3[j] = Math.fma(A3, q, Math.fma(B3, v, m));
        }
    }

    /**
     * {@code A e A'} of the gradients by 4x4 results, which lie at the positions (0, 0) to (3, 3).
     */
    public static void resultGradients(float[][] rows, int first, int n) {
        for (int q = 0; q < SIDE; q++) {
            resultGradient(rows, first + q, PATCH, n);
        }
        for (int i = 0; i < PATCH; i++) {
            resultGradient(rows, first + PATCH * i, 1, n);
        }
    }

    private static void resultGradient(float[][] rows, int at, int step, int n) {
        float[] r0 = rows[at];
        float[] r1 = rows[at + step];
        float[] r2 = rows[at + 2 * step];
        float[] r3 = rows[at + 3 * step];
        float[] r4 = rows[at + 4 * step];
        System.arraycopy(r3, 0, rows[at + 5 * step], 0, n);
        for (int j = 0; j < n; j++) {
            float e0 = r0[j];
            float e1 = r1[j];
            float e2 = r2[j];
            float e3 = r3[j];
            r1[j] = slope(e0, e1, e2, e3, A2, A);
            r2[j] = slope(e0, e1, e2, e3, A2, -A);
            r3[j] = slope(e0, e1, e2, e3, B2, B);
            r4[j] = slope(e0, e1, e2, e3, B2, -B);
        }
    }

    private static float slope(float e0, float e1, float e2, float e3, float square, float point) {
        return Math.fma(point, Math.fma(square, e3, e1), Math.fma(square, e2, e0));
    }

    /**
     * {@code G g G'} of 3x3 weights.
     *
     * @param weight 9 matrices [channels x results]; not modified
     * @param turned whether they are turned by 180 degrees first, and are [results x channels]
     * @param transformed 36 matrices [channels x results]
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
                int from = (TAPS - 1 - tap) * size;
                Matrices.transpose(weight, from, results, channels, transformed, to);
            } else {
                System.arraycopy(weight, tap * size, transformed, to, size);
            }
        }
        for (int b = 0; b < KERNEL; b++) {
            weight(transformed, b * pitch, PATCH * pitch, size);
        }
        for (int i = 0; i < PATCH; i++) {
            weight(transformed, PATCH * i * pitch, pitch, size);
        }
    }

    private static void weight(float[] g, int at, int step, int n) {
        for (int j = at; j < at + n; j++) {
            float g0 = g[j];
            float g1 = g[j + step];
            float g2 = g[j + 2 * step];
            float r = Math.fma(A2, g2, g0);
            float v = Math.fma(B2, g2, g0);
            g[j] = F * g0;
            g[j + step] = S * Math.fma(A, g1, r);
            g[j + 2 * step] = S * Math.fma(-A, g1, r);
            g[j + 3 * step] = T * Math.fma(B, g1, v);
            g[j + 4 * step] = T * Math.fma(-B, g1, v);
            g[j + 5 * step] = g2;
        }
    }

    private static int position(int tap) {
        return tap / KERNEL * PATCH + tap % KERNEL;
    }

    /**
     * Adds {@code G' M G}, of 36 blocks of {@code size} numbers, to the gradient by 3x3 weights.
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
            for (int q = 0; q < PATCH; q++) {
                weightGradient(rows, q, PATCH, n);
            }
            for (int a = 0; a < KERNEL; a++) {
                weightGradient(rows, PATCH * a, 1, n);
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
        float[] r1 = rows[at + step];
        float[] r2 = rows[at + 2 * step];
        float[] r3 = rows[at + 3 * step];
        float[] r4 = rows[at + 4 * step];
        differenceAndSum(n, r1, r2);
        differenceAndSum(n, r3, r4);
        evenGradients(n, rows[at], r2, r4, rows[at + 5 * step]);
        for (int j = 0; j < n; j++) {
            r1[j] = Math.fma(B, T * r3[j], A * (S * r1[j]));
        }
    }

    /** From m0, m1 + m2, m3 + m4 and m5; the first two become n0 and n2. */
    private static void evenGradients(int n, float[] r0, float[] r2, float[] r4, float[] r5) {
        for (int j = 0; j < n; j++) {
            float m0 = r0[j];
            float p = S * r2[j];
            float r = T * r4[j];
            float m5 = r5[j];
            r0[j] = Math.fma(F, m0, p + r);
            r2[j] = Math.fma(B2, r, Math.fma(A2, p, m5));
        }
    }
}
