package dev.kiln.processor.emit.kernel.winograd;

import dev.kiln.processor.graph.kernel.WinogradTiling;

/**
 * The rows of tiles that are worked on together: few, so that what is between the transforms stays
 * in the first levels of the cache, but enough for the tiles of the products.
 *
 * @param rows of tiles, a divisor of all of them
 * @param tiles in them
 * @param images whose tiles are multiplied together, where one has too few; else 1
 */
public record WinogradBlock(int rows, int tiles, int images) {

    static WinogradBlock of(WinogradTiling tiles, int fewest) {
        int rows = 1;
        while (rows < tiles.rows()
                && (tiles.rows() % rows != 0 || rows * tiles.columns() < fewest)) {
            rows++;
        }
        int images = rows < tiles.rows() ? 1 : Math.max(1, fewest / tiles.count());
        return new WinogradBlock(rows, rows * tiles.columns(), images);
    }

    /** The distance of two positions of all images, in floats. */
    int pitch(int channels) {
        return WinogradTiling.apart(images * tiles * channels);
    }
}
