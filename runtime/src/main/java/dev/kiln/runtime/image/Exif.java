package dev.kiln.runtime.image;

import java.io.IOException;

/** How a camera was held: tag 274 in the first directory of EXIF data (JEITA CP-3451) or TIFF. */
final class Exif {

    private static final int ORIENTATION = 274;
    private static final int SHORT = 3;
    private static final int ENTRY = 12;
    private static final int MAGIC = 42;

    private final PartsStream data;
    private final boolean little;

    private Exif(PartsStream data, boolean little) {
        this.data = data;
        this.little = little;
    }

    /**
     * The orientation, 1 to 8; 1 where there is none or the data are damaged.
     *
     * @param data from the byte order on ("II" or "MM")
     */
    static int orientation(PartsStream data) throws IOException {
        boolean little = new Exif(data, true).number(0, 2) == 'I' * 257;
        boolean big = new Exif(data, true).number(0, 2) == 'M' * 257;
        return little || big ? new Exif(data, little).find() : 1;
    }

    private int find() throws IOException {
        long directory = number(4, 4);
        long count = number(directory, 2);
        if (number(2, 2) != MAGIC) {
            return 1;
        }
        for (int i = 0; i < count; i++) {
            long entry = directory + 2 + (long) i * ENTRY;
            if (number(entry, 2) == ORIENTATION) {
                long value = number(entry + 8, 2);
                boolean sound = number(entry + 2, 2) == SHORT && number(entry + 4, 4) == 1;
                return sound && value >= 1 && value <= 8 ? (int) value : 1;
            }
        }
        return 1;
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
