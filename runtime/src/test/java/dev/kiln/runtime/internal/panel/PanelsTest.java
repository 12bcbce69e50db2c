package dev.kiln.runtime.internal.panel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PanelsTest {

    private static final int ROWS = 5;

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33, 64, 70})
    void rowsOfAPanelFollowEachOther(int columns) {
        float[] weight = Numbers.NORMAL.draw(new Random(columns), ROWS * columns);
        float[] panels = new float[Panels.count(columns) * ROWS * Panels.WIDTH];
        Panels.pack(weight, ROWS, columns, panels);
        for (int i = 0; i < panels.length; i++) {
            int row = i / Panels.WIDTH % ROWS;
            int column = i / Panels.WIDTH / ROWS * Panels.WIDTH + i % Panels.WIDTH;
            float expected = column < columns ? weight[row * columns + column] : 0;
            assertEquals(expected, panels[i], "row " + row + ", column " + column);
        }
    }

    /** As for an input gradient: two taps, the last one first, turned, behind other panels. */
    @Test
    void tapsAreTakenInTheirOrder() {
        int filters = 3;
        int channels = 2;
        float[] weight = Numbers.NORMAL.draw(new Random(2), 2 * channels * filters);
        float[] panels = new float[4 + 2 * filters * Panels.WIDTH];
        float[] expected = panels.clone();
        for (int tap = 0; tap < 2; tap++) {
            for (int filter = 0; filter < filters; filter++) {
                for (int channel = 0; channel < channels; channel++) {
                    expected[4 + ((1 - tap) * filters + filter) * Panels.WIDTH + channel] =
                            weight[(tap * channels + channel) * filters + filter];
                }
            }
        }
        int[] taps = {channels * filters, 0};
        Panels.pack(weight, taps, filters, 1, channels, filters, panels, 4);
        assertArrayEquals(expected, panels);
    }
}
