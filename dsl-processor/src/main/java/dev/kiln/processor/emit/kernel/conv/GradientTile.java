package dev.kiln.processor.emit.kernel.conv;

import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.code.RegisterBlocking;

/**
 * Which weights have their sums in registers while pixels go by: {@code rows} kernel rows, {@code
 * inputs} channels of the source, all kernel columns, {@code vectors} of filters. The choice is by
 * the same model of the core as {@link RegisterBlocking}.
 */
public record GradientTile(int rows, int inputs, int vectors) {

    /** Pixels that one turn of the loop takes, so that what is broadcast serves several of them. */
    static final int PIXELS = 2;

    private static final int MOST_SUMS = 12;
    private static final int MOST_VECTORS = 2;

    /**
     * The cheapest tile.
     *
     * @param distinct source columns that {@link #PIXELS} pixels see together
     */
    static GradientTile of(int kernelRows, int taps, int channels, int filters, int distinct) {
        GradientTile best = new GradientTile(1, 1, 1);
        double least = Double.POSITIVE_INFINITY;
        for (int vectors = 1; vectors <= MOST_VECTORS; vectors++) {
            if (vectors > 1 && vectors * Lanes.MOST > filters) {
                break;
            }
            for (int rows = 1; rows <= kernelRows; rows++) {
                for (int inputs = 1; inputs <= channels; inputs++) {
                    GradientTile tile = new GradientTile(rows, inputs, vectors);
                    if (rows * inputs * taps * vectors > MOST_SUMS) {
                        break;
                    }
                    double cycles = tile.cycles(kernelRows, taps, channels, filters, distinct);
                    if (cycles < least * 0.999) {
                        least = cycles;
                        best = tile;
                    }
                }
            }
        }
        return best;
    }

    private double cycles(int kernelRows, int taps, int channels, int filters, int distinct) {
        double blocks = Lanes.padded(filters, vectors) / (double) (vectors * Lanes.MOST);
        double sum = 0;
        for (int row = 0; row < kernelRows; row += rows) {
            for (int input = 0; input < channels; input += inputs) {
                int some = Math.min(rows, kernelRows - row) * Math.min(inputs, channels - input);
                double products = (double) PIXELS * some * taps * vectors;
                double loads = (double) some * distinct + PIXELS * vectors;
                sum +=
                        Math.max(Math.max(products, loads) / 2, RegisterBlocking.LATENCY * PIXELS)
                                + 1;
            }
        }
        return blocks * sum;
    }
}
