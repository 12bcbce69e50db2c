package dev.kiln.runtime.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutTest {

    private static float[] sequence(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = i;
        }
        return values;
    }

    @Test
    void convolutionMovesEachElement() {
        int outputs = 2;
        int inputs = 3;
        int height = 4;
        int width = 5;
        Layout layout = Layout.convolution(outputs, inputs, height, width);
        assertEquals(List.of(2, 3, 4, 5), layout.fileShape());
        float[] file = sequence(layout.size());
        float[] memory = new float[layout.size()];
        layout.toMemory(file, memory);
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                for (int y = 0; y < height; y++) {
                    for (int x = 0; x < width; x++) {
                        float expected = file[((o * inputs + i) * height + y) * width + x];
                        int row = (y * width + x) * inputs + i;
                        assertEquals(expected, memory[row * outputs + o]);
                    }
                }
            }
        }
        float[] back = new float[layout.size()];
        layout.toFile(memory, back);
        assertArrayEquals(file, back);
    }

    @Test
    void denseMovesEachElement() {
        int units = 5;
        Layout layout = Layout.dense(units, 2, 3, 4);
        assertEquals(List.of(5, 24), layout.fileShape());
        float[] file = sequence(layout.size());
        float[] memory = new float[layout.size()];
        layout.toMemory(file, memory);
        for (int u = 0; u < units; u++) {
            for (int c = 0; c < 4; c++) {
                for (int y = 0; y < 2; y++) {
                    for (int x = 0; x < 3; x++) {
                        float expected = file[u * 24 + (c * 2 + y) * 3 + x];
                        assertEquals(expected, memory[((y * 3 + x) * 4 + c) * units + u]);
                    }
                }
            }
        }
        float[] back = new float[layout.size()];
        layout.toFile(memory, back);
        assertArrayEquals(file, back);
    }

    @Test
    void vectorStaysAsItIs() {
        Layout layout = Layout.vector(7);
        float[] memory = new float[7];
        layout.toMemory(sequence(7), memory);
        assertArrayEquals(sequence(7), memory);
    }

    @Test
    void fansAreThoseOfPyTorch() {
        assertEquals(3 * 20, Layout.convolution(2, 3, 4, 5).fanIn());
        assertEquals(2 * 20, Layout.convolution(2, 3, 4, 5).fanOut());
        assertEquals(24, Layout.dense(5, 2, 3, 4).fanIn());
        assertEquals(5, Layout.dense(5, 2, 3, 4).fanOut());
    }

    @Test
    void rejectsImpossibleLengths() {
        assertThrows(IllegalArgumentException.class, () -> Layout.vector(0));
        assertThrows(
                IllegalArgumentException.class, () -> Layout.convolution(1 << 16, 1 << 13, 2, 2));
        assertThrows(IllegalArgumentException.class, () -> Layout.convolution(1, 0, 2, 2));
    }
}
