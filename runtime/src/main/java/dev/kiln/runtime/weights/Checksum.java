package dev.kiln.runtime.weights;

import dev.kiln.runtime.internal.io.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The entry of the metadata that tells a damaged file: CRC-32 of the header, in which its own eight
 * digits are zero, and of the data, for example {@code crc32:0f3a99c1:5be0cd19}. The header's
 * covers its length too. Of all common checksums CRC-32 costs a starting JVM least, and none misses
 * a flipped bit.
 */
final class Checksum {

    static final String KEY = "kiln.checksum";

    /** The text that stands there until both are known. */
    static final String UNKNOWN = "crc32:00000000:00000000";

    private static final String FORM = "crc32:";
    private static final int DIGITS = 8;
    private static final byte[] ENTRY =
            ("\"" + KEY + "\":\"" + FORM).getBytes(StandardCharsets.US_ASCII);

    /** Entries of Kiln's files, of which this one is missing where it is damaged. */
    private static final String PREFIX = "kiln.";

    private Checksum() {}

    /**
     * The checksum of a file, or null if it has none because another program wrote it.
     *
     * @throws IOException if it has none though Kiln wrote it
     */
    static String find(Map<String, String> metadata) throws IOException {
        String found = metadata.get(KEY);
        if (found != null) {
            return found;
        }
        boolean ours = false;
        boolean changed = false;
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            String key = entry.getKey();
            ours |= key.startsWith(PREFIX);
            // A file without this entry has no other than these.
            changed |=
                    !key.equals(Weights.FORMAT)
                            && !key.equals(Weights.MODEL)
                            && !key.equals(Weights.ARCHITECTURE);
            if (isChecksum(entry.getValue())) {
                throw damaged("the checksum is called " + Printable.text(key));
            }
        }
        if (ours && changed) {
            throw damaged("the checksum " + KEY + " is missing");
        }
        return null;
    }

    private static boolean isChecksum(String value) {
        return value.length() == UNKNOWN.length() && value.startsWith(FORM);
    }

    /** Completes a header in which {@link #UNKNOWN} stands. */
    static void complete(byte[] header, long data) {
        int place = place(header);
        write(data, header, place + DIGITS + 1);
        write(ofHeader(header, place), header, place);
    }

    /**
     * Compares the header with its checksum.
     *
     * @throws IOException if they differ
     */
    static void checkHeader(String expected, byte[] header) throws IOException {
        int place = place(header);
        if (place < 0 || !isChecksum(expected)) {
            throw damaged("the checksum is " + Printable.text(expected));
        }
        compare(
                "header",
                expected.substring(FORM.length(), FORM.length() + DIGITS),
                ofHeader(header, place));
    }

    /**
     * Compares the data with their checksum.
     *
     * @throws IOException if they differ
     */
    static void checkData(String expected, long data) throws IOException {
        compare("data", expected.substring(FORM.length() + DIGITS + 1), data);
    }

    private static void compare(String what, String expected, long found) throws IOException {
        if (!expected.equals(digits(found))) {
            throw damaged(
                    "the checksum of the "
                            + what
                            + " is "
                            + digits(found)
                            + ", expected "
                            + Printable.text(expected));
        }
    }

    private static IOException damaged(String how) {
        return new IOException(
                "the file is damaged, or another program changed it and kept "
                        + KEY
                        + " in its metadata: "
                        + how);
    }

    /** Where the digits of the header begin, or -1. */
    private static int place(byte[] header) {
        for (int i = 0; i <= header.length - ENTRY.length; i++) {
            if (header[i] == ENTRY[0]
                    && Arrays.equals(header, i, i + ENTRY.length, ENTRY, 0, ENTRY.length)) {
                return i + ENTRY.length;
            }
        }
        return -1;
    }

    private static long ofHeader(byte[] header, int place) {
        CRC32 crc = new CRC32();
        for (int i = 0; i < Long.BYTES; i++) {
            crc.update((int) ((long) header.length >> (8 * i)));
        }
        crc.update(header, 0, place);
        for (int i = 0; i < DIGITS; i++) {
            crc.update('0');
        }
        crc.update(header, place + DIGITS, header.length - place - DIGITS);
        return crc.getValue();
    }

    private static String digits(long crc) {
        char[] digits = new char[DIGITS];
        for (int i = 0; i < DIGITS; i++) {
            digits[i] = Character.forDigit((int) (crc >> (28 - 4 * i)) & 0xF, 16);
        }
        return new String(digits);
    }

    private static void write(long crc, byte[] header, int place) {
        byte[] digits = digits(crc).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, header, place, DIGITS);
    }
}
