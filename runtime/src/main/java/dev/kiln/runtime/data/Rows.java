package dev.kiln.runtime.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Numbers in rows of one length, which become more without being copied: in blocks, so that they
 * never stand in memory twice, as they would in an array that grows.
 */
final class Rows {

    private static final int BLOCK = 1 << 16;

    private final int columns;
    private final int perBlock;
    private final List<float[]> blocks = new ArrayList<>();
    private int size;

    Rows(int columns) {
        this.columns = columns;
        this.perBlock = Math.max(1, BLOCK / columns);
    }

    int size() {
        return size;
    }

    int columns() {
        return columns;
    }

    /** Adds a row. Not modified. */
    void add(float[] row) {
        int place = size % perBlock;
        if (place == 0) {
            blocks.add(new float[perBlock * columns]);
        }
        System.arraycopy(row, 0, blocks.get(size / perBlock), place * columns, columns);
        size = Math.incrementExact(size);
    }

    /** Gives the memory back that more rows would take. */
    void trim() {
        int last = blocks.size() - 1;
        if (size % perBlock > 0) {
            blocks.set(last, Arrays.copyOf(blocks.get(last), size % perBlock * columns));
        }
    }

    /** Copies a row. {@code into} is modified. */
    void copy(int row, float[] into, int offset) {
        int place = Objects.checkIndex(row, size) % perBlock;
        System.arraycopy(blocks.get(row / perBlock), place * columns, into, offset, columns);
    }
}
