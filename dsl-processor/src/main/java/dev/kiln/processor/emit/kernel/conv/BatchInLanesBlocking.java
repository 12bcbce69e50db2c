package dev.kiln.processor.emit.kernel.conv;

import dev.kiln.processor.emit.code.RegisterBlocking;

/**
 * How many sums a {@link BatchInLanesTile} holds in registers: of {@code filters} channels at
 * {@code pixels} neighboring pixels. The choice is by the same model of the core as {@link
 * RegisterBlocking}; what is left over of a row takes a smaller tile.
 */
public record BatchInLanesBlocking(int filters, int pixels) {

    private static final int MOST_PIXELS = 16;

    /** The cheapest tile, of so many channels that they divide those of the target. */
    static BatchInLanesBlocking of(BatchInLanesTile tile) {
        BatchInLanesBlocking best = new BatchInLanesBlocking(1, 1);
        double least = Double.POSITIVE_INFINITY;
        int columns = tile.columns().count();
        for (int filters = 1; filters <= tile.channels(); filters++) {
            for (int pixels = Math.min(columns, MOST_PIXELS); pixels >= 1; pixels--) {
                BatchInLanesBlocking choice = new BatchInLanesBlocking(filters, pixels);
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
    int size(BatchInLanesTile tile, int column) {
        return Math.min(pixels, tile.columns().count() - column);
    }

    private boolean fits(BatchInLanesTile tile) {
        int sums = filters * pixels;
        if (sums + filters * tile.columns().taps() + 2 > RegisterBlocking.REGISTERS) {
            return false;
        }
        for (int column = 0; column < tile.columns().count(); column += pixels) {
            int size = size(tile, column);
            int operations =
                    tile.products(column, size, filters)
                            + tile.loads(column, size, filters)
                            + 3 * filters * size;
            if (operations > RegisterBlocking.MOST_OPERATIONS) {
                return false;
            }
        }
        return true;
    }

    /** Of all tiles of a row and all channels, for one source channel and kernel row. */
    private double cycles(BatchInLanesTile tile) {
        double cycles = 0;
        for (int column = 0; column < tile.columns().count(); column += pixels) {
            int size = size(tile, column);
            int each =
                    Math.max(
                            tile.products(column, size, filters),
                            tile.loads(column, size, filters));
            int chain = RegisterBlocking.LATENCY * tile.columns().taps();
            cycles += Math.max(each / 2.0, chain) + 1;
        }
        return cycles * tile.channels() / filters;
    }
}
