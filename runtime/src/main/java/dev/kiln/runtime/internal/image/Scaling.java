package dev.kiln.runtime.internal.image;

/**
 * Scales an image row by row as it is decoded. Sums are exact whole numbers, so the result does not
 * depend on the machine; it is rounded once. Samples count as they are stored, as if they were
 * linear in light: gamma is not taken into account.
 */
final class Scaling {

    private static final int CHANNELS = 3;

    private final Axis across;
    private final Axis down;
    private final int background;
    private final byte[] result;

    /** Sums of rows of the result that have begun, else null. */
    private final long[][] rows;

    private final long[] line;

    /** The first row of the result that still lacks pixels. */
    private int open;

    /** {@code background}: shows through where the image is transparent; red, green, blue. */
    Scaling(int fromWidth, int fromHeight, int width, int height, int background) {
        this.across = new Axis(fromWidth, width);
        this.down = new Axis(fromHeight, height);
        this.background = background;
        this.result = new byte[Math.multiplyExact(Math.multiplyExact(width, height), CHANNELS)];
        this.rows = new long[height][];
        this.line = new long[width * CHANNELS];
    }

    /**
     * Adds a row; they come from the first to the last.
     *
     * @param argb opacity, red, green, blue of each pixel. Modified.
     */
    void add(int y, int[] argb) {
        for (int x = 0; x < argb.length; x++) {
            if (argb[x] >>> 24 != 0xFF) {
                argb[x] = composed(argb[x]);
            }
        }
        scaleAcross(argb);
        for (int row = open; row < rows.length && down.first(row) <= y; row++) {
            addTo(row, down.weights(row)[y - down.first(row)]);
            if (down.last(row) == y) {
                finish(row);
                open = row + 1;
            }
        }
    }

    private int composed(int argb) {
        int opacity = argb >>> 24;
        int result = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int over = opacity * (argb >> shift & 0xFF);
            int under = (255 - opacity) * (background >> shift & 0xFF);
            result |= ((over + under + 127) / 255) << shift;
        }
        return result;
    }

    private void scaleAcross(int[] argb) {
        for (int x = 0; x < across.length(); x++) {
            long[] weights = across.weights(x);
            int first = across.first(x);
            int last = weights.length - 1;
            long red = 0;
            long green = 0;
            long blue = 0;
            // Between the ends all count the same.
            for (int i = 1; i < last; i++) {
                int rgb = argb[first + i];
                red += rgb >> 16 & 0xFF;
                green += rgb >> 8 & 0xFF;
                blue += rgb & 0xFF;
            }
            long inner = last > 1 ? weights[1] : 0;
            line[CHANNELS * x] = inner * red;
            line[CHANNELS * x + 1] = inner * green;
            line[CHANNELS * x + 2] = inner * blue;
            addToLine(x, weights[0], argb[first]);
            if (last > 0) {
                addToLine(x, weights[last], argb[first + last]);
            }
        }
    }

    private void addToLine(int x, long weight, int rgb) {
        line[CHANNELS * x] += weight * (rgb >> 16 & 0xFF);
        line[CHANNELS * x + 1] += weight * (rgb >> 8 & 0xFF);
        line[CHANNELS * x + 2] += weight * (rgb & 0xFF);
    }

    private void addTo(int row, long weight) {
        if (rows[row] == null) {
            rows[row] = new long[line.length];
        }
        long[] sums = rows[row];
        for (int i = 0; i < line.length; i++) {
            sums[i] += weight * line[i];
        }
    }

    private void finish(int row) {
        long total = across.total() * down.total();
        for (int i = 0; i < line.length; i++) {
            result[row * line.length + i] = (byte) ((rows[row][i] + total / 2) / total);
        }
        rows[row] = null;
    }

    /** Red, green, blue of each pixel, row by row. */
    byte[] result() {
        return result;
    }
}
