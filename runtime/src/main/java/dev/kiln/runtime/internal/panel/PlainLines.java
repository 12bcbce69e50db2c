package dev.kiln.runtime.internal.panel;

/** Winograd's transforms in plain Java. */
final class PlainLines implements WinogradLines {

    static final PlainLines LINES = new PlainLines();

    private static final int SIDE = 4;

    private PlainLines() {}

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public void patches(int n, float[] x, int at, int step, float[] y, int to, int toStep) {
        for (int i = 0; i < n; i++) {
            int from = at + i;
            float d1 = x[from + step];
            float d2 = x[from + 2 * step];
            float d3 = x[from + 3 * step];
            float d4 = x[from + 4 * step];
            float even = Math.fma(-B2, d2, d4);
            float odd = Math.fma(-B2, d1, d3);
            float even2 = Math.fma(-A2, d2, d4);
            float odd2 = Math.fma(-A2, d1, d3);
            float first = Math.fma(PRODUCT, x[from], Math.fma(-SUM, d2, d4));
            float last = Math.fma(PRODUCT, d1, Math.fma(-SUM, d3, x[from + 5 * step]));
            int goal = to + i;
            y[goal] = first;
            y[goal + toStep] = Math.fma(A, odd, even);
            y[goal + 2 * toStep] = Math.fma(-A, odd, even);
            y[goal + 3 * toStep] = Math.fma(B, odd2, even2);
            y[goal + 4 * toStep] = Math.fma(-B, odd2, even2);
            y[goal + 5 * toStep] = last;
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
        for (int i = at; i < at + n; i++) {
            float m0 = m[i];
            float p = m[i + step] + m[i + 2 * step];
            float q = m[i + step] - m[i + 2 * step];
            float r = m[i + 3 * step] + m[i + 4 * step];
            float v = m[i + 3 * step] - m[i + 4 * step];
            float m5 = m[i + 5 * step];
            m[i] = m0 + p + r;
            m[i + step] = Math.fma(v, B, q * A);
            m[i + 2 * step] = Math.fma(r, B2, p * A2);
            m[i + 3 * step] = Math.fma(q, A3, Math.fma(v, B3, m5));
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
        for (int i = 0; i < n; i++) {
            int from = at + i;
            float p = m[from + step] + m[from + 2 * step];
            float q = m[from + step] - m[from + 2 * step];
            float r = m[from + 3 * step] + m[from + 4 * step];
            float v = m[from + 3 * step] - m[from + 4 * step];
            float y0 = m[from] + p + r;
            float y1 = Math.fma(v, B, q * A);
            float y2 = Math.fma(r, B2, p * A2);
            float y3 = Math.fma(q, A3, Math.fma(v, B3, m[from + 5 * step]));
            float shift = bias[first + i];
            int goal = to + i;
            y[goal] = Math.max(y0 + shift, least);
            if (rows > 1) {
                y[goal + toStep] = Math.max(y1 + shift, least);
            }
            if (rows > 2) {
                y[goal + 2 * toStep] = Math.max(y2 + shift, least);
            }
            if (rows > 3) {
                y[goal + 3 * toStep] = Math.max(y3 + shift, least);
            }
        }
    }
}
