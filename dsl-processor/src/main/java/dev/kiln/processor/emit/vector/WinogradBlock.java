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
        return Tiles.apart(images * tiles * channels);
    }
}
