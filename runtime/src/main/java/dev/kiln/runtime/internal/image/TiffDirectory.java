package dev.kiln.runtime.internal.image;

import java.io.EOFException;
import java.io.IOException;

/** The first directory of a TIFF file (TIFF 6.0), which is also the form of EXIF data. */
final class TiffDirectory {

    private static final int MAGIC = 42;
    private static final int ENTRY = 12;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int ORIENTATION = 274;

    /** Tags of where the data of pixels are, in strips or in tiles; then of how long they are. */
    private static final int[][] PIXELS = {{273, 279}, {324, 325}};

    private final PartsStream data;
    private final boolean little;

    private TiffDirectory(PartsStream data, boolean little) {
        this.data = data;
        this.little = little;
    }

    /**
     * The directory of data that begin with the byte order ("II" or "MM"); null if there is none.
     */
    static TiffDirectory of(PartsStream data) throws IOException {
        for (boolean little : new boolean[] {true, false}) {
            TiffDirectory directory = new TiffDirectory(data, little);
            int order = little ? 'I' * 257 : 'M' * 257;
            if (directory.number(0, 2) == order && directory.number(2, 2) == MAGIC) {
                return directory;
            }
        }
        return null;
    }

    /** How the camera was held, 1 to 8; 1 where this is not said or damaged. */
    int orientation() throws IOException {
        long[] values = values(ORIENTATION);
        boolean sound = values != null && values.length == 1 && values[0] >= 1 && values[0] <= 8;
        return sound ? (int) values[0] : 1;
    }

    /**
     * Checks that the data of all pixels are there: decoders leave the rest black.
     *
     * @throws EOFException if they are not
     */
    void checkPixels() throws IOException {
        for (int[] tags : PIXELS) {
            long[] offsets = values(tags[0]);
            long[] lengths = values(tags[1]);
            for (int i = 0; offsets != null && lengths != null && i < offsets.length; i++) {
                if (i < lengths.length && offsets[i] + lengths[i] > data.length()) {
                    throw new EOFException();
                }
            }
        }
    }

    /** Unsigned numbers of an entry; null where there is none, or none that is sound. */
    private long[] values(int tag) throws IOException {
        long entry = entry(tag);
        long type = number(entry + 2, 2);
        if (entry < 0 || (type != SHORT && type != LONG)) {
            return null;
        }
        int size = type == SHORT ? Short.BYTES : Integer.BYTES;
        long count = number(entry + 4, 4);
        long at = count * size <= Integer.BYTES ? entry + 8 : number(entry + 8, 4);
        if (count < 0 || at + count * size > data.length()) {
            return null;
        }
        long[] values = new long[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(at + (long) i * size, size);
        }
        return values;
    }

    /** Where an entry begins, or -1. */
    private long entry(int tag) throws IOException {
        long directory = number(4, 4);
        long count = number(directory, 2);
        for (int i = 0; i < count; i++) {
            long entry = directory + 2 + (long) i * ENTRY;
            if (number(entry, 2) == tag) {
                return entry;
            }
        }
        return -1;
    }

    /** An unsigned number; -1 outside the data. */
    private long number(long at, int bytes) throws IOException {
        if (at < 0 || at + bytes > data.length()) {
            return -1;
        }
        data.seek(at);
        long result = 0;
        for (int i = 0; i < bytes; i++) {
            long next = data.read();
            result = little ? result | next << (8 * i) : result << 8 | next;
        }
        return result;
    }
}
