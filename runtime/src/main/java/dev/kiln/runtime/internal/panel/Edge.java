package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.panel.Panels.WIDTH;

/** Sums of a tile that is not whole are copied to where there is room for a whole one. */
final class Edge {

    /** Floats of that room. */
    static final int SIZE = Tiles.ROWS * WIDTH;

    private Edge() {}

    static void take(float[] s, int at, int step, float[] scratch, int edge, int rows, int width) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(s, at + row * step, scratch, edge + row * WIDTH, width);
        }
    }

    static void give(float[] scratch, int edge, float[] c, int at, int step, int rows, int width) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(scratch, edge + row * WIDTH, c, at + row * step, width);
        }
    }
}
