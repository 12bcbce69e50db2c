package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.panel.Panels.WIDTH;

import java.util.Arrays;

/**
 * Weights of 3x3 convolutions as {@link WinogradProduct} reads them: {@code G g G'} of each pair of
 * channels, as 36 matrices [channels x results] in {@link Panels}.
 */
public final class WinogradPanels {

    private static final int KERNEL = 3;
    private static final int PATCH = 6;
    private static final int POSITIONS = PATCH * PATCH;

    private WinogradPanels() {}

    /**
     * Transforms and packs weights.
     *
     * @param weight [taps x channels x results], or turned [taps x results x channels]. Not
     *     modified.
     * @param turned whether the kernel is turned by 180 degrees: for the gradient by the input
     * @param panels receives 36 matrices of {@code channels * Panels.count(results) * WIDTH} floats
     */
    public static void pack(
            float[] weight, int channels, int results, boolean turned, float[] panels) {
        PanelVectors.PRODUCTS.begin();
        PanelVectors.LINES.begin();
        int matrix = channels * Panels.count(results) * WIDTH;
        float[] lines = new float[POSITIONS * WIDTH];
        float[] taps = new float[KERNEL * KERNEL * WIDTH];
        for (int panel = 0; panel < results; panel += WIDTH) {
            int width = Math.min(WIDTH, results - panel);
            for (int channel = 0; channel < channels; channel++) {
                gather(weight, channels, results, turned, panel, width, channel, taps);
                for (int column = 0; column < KERNEL; column++) {
                    line(
                            taps,
                            column * WIDTH,
                            KERNEL * WIDTH,
                            lines,
                            column * WIDTH,
                            PATCH * WIDTH);
                }
                for (int row = 0; row < PATCH; row++) {
                    int at = row * PATCH * WIDTH;
                    System.arraycopy(lines, at, taps, 0, KERNEL * WIDTH);
                    line(taps, 0, WIDTH, lines, at, WIDTH);
                }
                int to = (panel / WIDTH * channels + channel) * WIDTH;
                for (int position = 0; position < POSITIONS; position++) {
                    System.arraycopy(
                            lines, position * WIDTH, panels, position * matrix + to, WIDTH);
                }
            }
        }
    }

    private static void gather(
            float[] weight,
            int channels,
            int results,
            boolean turned,
            int panel,
            int width,
            int channel,
            float[] taps) {
        Arrays.fill(taps, 0f);
        for (int tap = 0; tap < KERNEL * KERNEL; tap++) {
            int last = KERNEL * KERNEL - 1;
            int from = (turned ? last - tap : tap) * channels * results;
            if (turned) {
                for (int i = 0; i < width; i++) {
                    taps[tap * WIDTH + i] = weight[from + (panel + i) * channels + channel];
                }
            } else {
                System.arraycopy(
                        weight, from + channel * results + panel, taps, tap * WIDTH, width);
            }
        }
    }

    /** {@code G g} of a panel: three numbers become six. */
    private static void line(float[] x, int at, int step, float[] y, int to, int toStep) {
        for (int i = 0; i < WIDTH; i++) {
            float g0 = x[at + i];
            float g1 = x[at + step + i];
            float g2 = x[at + 2 * step + i];
            float even = Math.fma(g2, WinogradLines.A2, g0);
            float even2 = Math.fma(g2, WinogradLines.B2, g0);
            y[to + i] = g0 * WinogradLines.FIRST;
            y[to + toStep + i] = Math.fma(g1, WinogradLines.A, even) * WinogradLines.SECOND;
            y[to + 2 * toStep + i] = Math.fma(g1, -WinogradLines.A, even) * WinogradLines.SECOND;
            y[to + 3 * toStep + i] = Math.fma(g1, WinogradLines.B, even2) * WinogradLines.THIRD;
            y[to + 4 * toStep + i] = Math.fma(g1, -WinogradLines.B, even2) * WinogradLines.THIRD;
            y[to + 5 * toStep + i] = g2;
        }
    }
}
