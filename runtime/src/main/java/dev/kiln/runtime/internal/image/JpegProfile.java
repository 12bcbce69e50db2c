package dev.kiln.runtime.internal.image;

import java.util.ArrayList;
import java.util.List;

/**
 * A color profile that is cut over several segments, each with its number and how many there are.
 */
final class JpegProfile {

    private static final int HEAD = 2;

    private final List<byte[]> chunks = new ArrayList<>();

    /** Adds a segment, behind its name. */
    void add(byte[] chunk) {
        chunks.add(chunk);
    }

    /** The profile; null if there is none or parts are missing. */
    byte[] bytes() {
        byte[][] ordered = new byte[chunks.size()][];
        int size = 0;
        for (byte[] chunk : chunks) {
            int number = chunk.length < HEAD ? 0 : chunk[0] & 0xFF;
            if (number < 1 || number > ordered.length || (chunk[1] & 0xFF) != ordered.length) {
                return null;
            }
            ordered[number - 1] = chunk;
            size += chunk.length - HEAD;
        }
        byte[] profile = new byte[size];
        int at = 0;
        for (byte[] chunk : ordered) {
            if (chunk == null) {
                return null;
            }
            System.arraycopy(chunk, HEAD, profile, at, chunk.length - HEAD);
            at += chunk.length - HEAD;
        }
        return size == 0 ? null : profile;
    }
}
