package dev.kiln.processor.emit.vector;

/**
 * How many sums a {@link SampleTile} holds in registers: of {@code filters} channels at {@code
 * pixels} neighboring pixels. The choice is by the same model of the core as {@link TileChoice};
 * what is left over of a row takes a smaller tile.
 */
record SampleChoice(int filters, int pixels) {

    private static final int MOST_PIXELS = 16;

    /** The cheapest tile, of so many channels that they divide those of the target. */
    static SampleChoice of(SampleTile tile) {
        SampleChoice best = new SampleChoice(1, 1);
        double least = Double.POSITIVE_INFINITY;
        int columns = tile.columns().count();
        for (int filters = 1; filters <= tile.channels(); filters++) {
            for (int pixels = Math.min(columns, MOST_PIXELS); pixels >= 1; pixels--) {
                SampleChoice choice = new SampleChoice(filters, pixels);
                if (tile.channels() % filters == 0 && choice.fits(tile)) {
                    double cycles = choice.cycles(tile);
                    if (cycles < least * 0.999) {
                        best = choice;
                        least = cycles;
                    }
                }
            }
        }
        return best;
    }

    /** Pixels of the tile that begins at a column. */
    int size(SampleTile tile, int column) {
        return Math.min(pixels, tile.columns().count() - column);
    }

    private boolean fits(SampleTile tile) {
        int sums = filters * pixels;
        if (sums + filters * tile.columns().taps() + 2 > TileChoice.REGISTERS) {
            return false;
        }
        for (int column = 0; column < tile.columns().count(); column += pixels) {
            int size = size(tile, column);
            int operations =
                    tile.products(column, size, filters)
                            + tile.loads(column, size, filters)
                            + 3 * filters * size;
            if (operations > TileChoice.MOST_OPERATIONS) {
                return false;
            }
        }
        return true;
    }

    /** Of all tiles of a row and all channels, for one source channel and kernel row. */
    private double cycles(SampleTile tile) {
        double cycles = 0;
        for (int column = 0; column < tile.columns().count(); column += pixels) {
            int size = size(tile, column);
            int each =
                    Math.max(
                            tile.products(column, size, filters),
                            tile.loads(column, size, filters));
            int chain = TileChoice.LATENCY * tile.columns().taps();
            cycles += Math.max(each / 2.0, chain) + 1;
        }
        return cycles * tile.channels() / filters;
    }
}
