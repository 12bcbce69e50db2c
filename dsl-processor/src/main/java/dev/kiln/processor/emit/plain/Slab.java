package dev.kiln.processor.emit.plain;

/**
 * The rows of sums that a kernel needs beside its scratch: {@code AccumulatorRows.rows(sums,
 * length)}.
 *
 * @param sums how many rows of sums
 * @param length numbers in each row
 */
public record Slab(int sums, int length) {

    /** Numbers that a row had better not exceed: three rows stay in the first-level cache. */
    static final int LENGTH = 1280;

    /** Numbers of all sums together that stay in the second-level cache. */
    static final int SUMS = 131_072;

    public static final Slab NONE = new Slab(0, 0);

    /** Rows that serve both. */
    public Slab and(Slab other) {
        return new Slab(Math.max(sums, other.sums), Math.max(length, other.length));
    }

    public boolean isNone() {
        return sums == 0;
    }

    /** How long rows of which there are so many may be. */
    static int longest(int sums) {
        return Math.min(LENGTH, Math.max(256, SUMS / sums));
    }

    /** The largest power of two that fits {@code most} times into {@code whole}; at least 1. */
    static int powerOfTwo(int whole, int part) {
        return Math.max(1, Integer.highestOneBit(Math.max(1, whole / part)));
    }
}
