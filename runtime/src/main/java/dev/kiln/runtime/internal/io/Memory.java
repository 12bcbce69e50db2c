package dev.kiln.runtime.internal.io;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Memory for what files hold, with limits instead of an OutOfMemoryError. Data may have three
 * quarters of what the JVM may take (-Xmx), or the number of bytes in the system property {@code
 * kiln.limit.data}; the header of a file of weights one 32nd but at least 1 MB, or {@code
 * kiln.limit.header}, because what it becomes takes several times as much.
 */
public final class Memory {

    /** Name of the system property. */
    public static final String LIMIT = "kiln.limit.data";

    /** Name of the system property for headers. */
    public static final String HEADER_LIMIT = "kiln.limit.header";

    private static final int HEADER_SHARE = 32;
    private static final long LEAST_HEADER_LIMIT = 1 << 20;

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
    private static final int FIRST = 1 << 16;

    private Memory() {}

    /**
     * Room for bytes that are known to be there.
     *
     * @throws IOException if there is none, with the message of {@link #check}
     */
    public static byte[] bytes(long size, Object what) throws IOException {
        check(size, size, what);
        try {
            return new byte[(int) size];
        } catch (OutOfMemoryError e) {
            throw TooLarge.data(size, what, e);
        }
    }

    /**
     * Room for floats that are known to be there.
     *
     * @throws IOException if there is none, with the message of {@link #check}
     */
    public static float[] floats(int size, Object what) throws IOException {
        long bytes = (long) Float.BYTES * size;
        check(size, bytes, what);
        try {
            return new float[size];
        } catch (OutOfMemoryError e) {
            throw TooLarge.data(bytes, what, e);
        }
    }

    /**
     * Checks that data are within the limit and that an array can have so many elements.
     *
     * @param elements number of elements of an array
     * @param size bytes that will be taken
     * @param what whose data they are, to be named first
     * @throws IOException naming size and limit
     */
    public static void check(long elements, long size, Object what) throws IOException {
        if (elements < 0 || elements > LARGEST_ARRAY || size > limit()) {
            throw TooLarge.data(size, what, null);
        }
    }

    /**
     * Reads so many bytes, or fewer if the stream ends. Memory is taken as they arrive.
     *
     * @throws IOException if the stream can't be read, or if there is no room
     */
    public static byte[] read(InputStream stream, long size, Object what) throws IOException {
        check(size, size, what);
        byte[] bytes = new byte[(int) Math.min(size, FIRST)];
        int filled = stream.readNBytes(bytes, 0, bytes.length);
        while (filled == bytes.length && filled < size) {
            try {
                bytes = Arrays.copyOf(bytes, (int) Math.min(size, 2L * filled));
            } catch (OutOfMemoryError e) {
                throw TooLarge.data(size, what, e);
            }
            filled += stream.readNBytes(bytes, filled, bytes.length - filled);
        }
        return filled < bytes.length ? Arrays.copyOf(bytes, filled) : bytes;
    }

    /** Bytes that the header of a file of weights may have. */
    public static long headerLimit() {
        long usual = Runtime.getRuntime().maxMemory() / HEADER_SHARE;
        return Long.getLong(HEADER_LIMIT, Math.max(LEAST_HEADER_LIMIT, usual));
    }

    /** The error for a header above its limit. */
    public static IOException headerTooLarge(long size, Object what) {
        return TooLarge.header(size, what);
    }

    private static long limit() {
        long most = Runtime.getRuntime().maxMemory();
        return Long.getLong(LIMIT, most - most / 4);
    }
}
