package dev.kiln.processor.emit.code;

/**
 * The rows of sums that a kernel needs beside its scratch: {@code AccumulatorSize.rows(sums,
 * length)}.
 *
 * @param sums how many rows of sums
 * @param length numbers in each row
 */
public record AccumulatorSize(int sums, int length) {

    /** Numbers that a row had better not exceed: three rows stay in the first-level cache. */
    public static final int LENGTH = 1280;

    /** Numbers of all sums together that stay in the second-level cache. */
    public static final int SUMS = 131_072;

    public static final AccumulatorSize NONE = new AccumulatorSize(0, 0);

    /** Rows that serve both. */
    public AccumulatorSize and(AccumulatorSize other) {
        return new AccumulatorSize(Math.max(sums, other.sums), Math.max(length, other.length));
    }

    public boolean isNone() {
        return sums == 0;
    }

    /** How long rows of which there are so many may be. */
    public static int longest(int sums) {
        return Math.min(LENGTH, Math.max(256, SUMS / sums));
    }

    /** The largest power of two that fits {@code most} times into {@code whole}; at least 1. */
    public static int powerOfTwo(int whole, int part) {
        return Math.max(1, Integer.highestOneBit(Math.max(1, whole / part)));
    }
}
