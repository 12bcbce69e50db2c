package dev.kiln.runtime.weights;

/**
 * Copies between slices as files have them and columns as memory has them. It takes some columns at
 * a time, so that what is read and written fills whole lines of the cache, and is read and written
 * again while it is there.
 */
final class SliceCopy {

    /** Columns at a time: two lines of the cache, and a panel. */
    static final int COLUMNS = 32;

    private final Layout layout;

    SliceCopy(Layout layout) {
        this.layout = layout;
    }

    /**
     * Copies slices into columns.
     *
     * @param slices each {@code pitch} floats behind the one before
     * @param first column, a multiple of {@link #COLUMNS}
     * @param count of slices and columns
     */
    void toMemory(float[] slices, int pitch, int first, int count, float[] memory) {
        if (layout.rows() == 1) {
            System.arraycopy(slices, 0, memory, first, count);
            return;
        }
        for (int done = 0; done < count; ) {
            int n = columns(first + done, count - done);
            int source = done * pitch;
            int target = start(first + done);
            for (int channel = 0; channel < layout.channels(); channel++) {
                int row = target + channel * layout.width();
                for (int pixel = 0; pixel < layout.area(); pixel++) {
                    gather(slices, source++, pitch, memory, row, n);
                    row += layout.channels() * layout.width();
                }
            }
            done += n;
        }
    }

    /** Copies all columns into slices that follow each other. */
    void toFile(float[] memory, float[] slices) {
        int pitch = layout.rows();
        for (int column = 0; column < layout.columns(); ) {
            int n = columns(column, layout.columns() - column);
            int target = column * pitch;
            int source = start(column);
            for (int channel = 0; channel < layout.channels(); channel++) {
                int row = source + channel * layout.width();
                for (int pixel = 0; pixel < layout.area(); pixel++) {
                    scatter(memory, row, n, slices, target++, pitch);
                    row += layout.channels() * layout.width();
                }
            }
            column += n;
        }
    }

    /** How many columns to take: they lie side by side. */
    private int columns(int column, int most) {
        return Math.min(Math.min(COLUMNS, most), layout.width() - column % layout.width());
    }

    private int start(int column) {
        return column / layout.width() * layout.width() * layout.rows() + column % layout.width();
    }

    /**
     * Eight numbers a round, because an application that starts waits for this: the interpreter
     * spends more on rounds than on numbers, and many rounds would make HotSpot compile them just
     * then.
     */
    private static void gather(
            float[] from, int first, int step, float[] to, int start, int length) {
        int step2 = 2 * step;
        int step3 = 3 * step;
        int source = first;
        int target = start;
        int last = start + length - 8;
        while (target <= last) {
            to[target] = from[source];
            to[target + 1] = from[source + step];
            to[target + 2] = from[source + step2];
            to[target + 3] = from[source + step3];
            source += 4 * step;
            to[target + 4] = from[source];
            to[target + 5] = from[source + step];
            to[target + 6] = from[source + step2];
            to[target + 7] = from[source + step3];
            source += 4 * step;
            target += 8;
        }
        for (; target < start + length; target++) {
            to[target] = from[source];
            source += step;
        }
    }

    private static void scatter(
            float[] from, int first, int length, float[] to, int start, int step) {
        int target = start;
        for (int i = first; i < first + length; i++) {
            to[target] = from[i];
            target += step;
        }
    }
}
