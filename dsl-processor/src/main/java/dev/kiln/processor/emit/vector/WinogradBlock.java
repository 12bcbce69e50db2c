package dev.kiln.processor.emit.vector;

import dev.kiln.processor.graph.kernel.Tiles;

/**
 * The rows of tiles that are worked on together: few, so that what is between the transforms stays
 * in the first levels of the cache, but enough for the tiles of the products.
 *
 * @param rows of tiles, a divisor of all of them
 * @param tiles in them
 */
record WinogradBlock(int rows, int tiles) {

    /** Floats of a cache line. */
    private static final int LINE = 16;

    static WinogradBlock of(Tiles tiles, int fewest) {
        int rows = 1;
        while (rows < tiles.rows()
                && (tiles.rows() % rows != 0 || rows * tiles.columns() < fewest)) {
            rows++;
        }
        return new WinogradBlock(rows, rows * tiles.columns());
    }

    /** The distance of two positions of {@code images} blocks, in floats. */
    int pitch(int images, int channels) {
        return apart(images * tiles * channels);
    }

    /**
     * At least so many floats, and an odd number of cache lines: then the 16 positions of a tile do
     * not fall on the same lines of the cache.
     */
    static int apart(int floats) {
        return ((floats + LINE - 1) / LINE | 1) * LINE;
    }
}
