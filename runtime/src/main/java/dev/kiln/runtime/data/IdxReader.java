package dev.kiln.runtime.data;

import dev.kiln.runtime.internal.io.InputFile;
import dev.kiln.runtime.internal.io.Memory;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Reads one IDX file of unsigned bytes, the format of MNIST: two zero bytes, the type (8), the
 * number of axes, the big-endian length of each axis, the data. Whether it is compressed by gzip is
 * seen from its first bytes. Memory is taken as data arrive, not as the header promises.
 */
final class IdxReader {

    private static final int UNSIGNED_BYTE = 8;
    private static final int GZIP_MAGIC = 0x1F8B;
    private static final int MAGIC_BYTES = 4;

    /** The most that gzip's format makes of a byte (Deutsch, RFC 1951: 258 of two bits). */
    private static final long MOST_UNPACKED = 1032;

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    /** Lengths of the axes, and the data. */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never a key
    record Content(int[] lengths, byte[] data) {}

    private IdxReader() {}

    /**
     * Reads a whole file.
     *
     * @throws IOException if it cannot be read, is damaged or has another number of axes
     */
    static Content read(Path file, int axes) throws IOException {
        try (InputStream raw = InputFile.open(file)) {
            boolean compressed = isCompressed(raw);
            long most =
                    compressed
                            ? Files.size(file) * MOST_UNPACKED
                            : Files.size(file) - MAGIC_BYTES - (long) axes * Integer.BYTES;
            try (InputStream stream =
                    compressed ? new BufferedInputStream(new GZIPInputStream(raw)) : raw) {
                return read(stream, axes, most, compressed);
            } catch (IOException e) {
                String reason = e.getMessage() == null ? "the file ends early" : e.getMessage();
                throw new IOException(file + ": " + reason, e);
            }
        }
    }

    private static boolean isCompressed(InputStream raw) throws IOException {
        raw.mark(2);
        int magic = raw.read() << 8 | raw.read();
        raw.reset();
        return magic == GZIP_MAGIC;
    }

    /** {@code most}: bytes of data that there can be. */
    private static Content read(InputStream stream, int axes, long most, boolean compressed)
            throws IOException {
        byte[] magic = stream.readNBytes(MAGIC_BYTES);
        if (magic.length < MAGIC_BYTES || magic[0] != 0 || magic[1] != 0) {
            throw new IOException("no IDX file, it does not begin with two zero bytes");
        }
        if (magic[2] != UNSIGNED_BYTE || magic[3] != axes) {
            throw new IOException(
                    "expected IDX with unsigned bytes and "
                            + axes
                            + " axes, found type "
                            + (magic[2] & 0xFF)
                            + " and "
                            + (magic[3] & 0xFF)
                            + " axes");
        }
        byte[] header = stream.readNBytes(axes * Integer.BYTES);
        if (header.length < axes * Integer.BYTES) {
            throw new EOFException("the file ends inside the header");
        }
        int[] lengths = new int[axes];
        ByteBuffer.wrap(header).asIntBuffer().get(lengths);
        int size = size(lengths);
        if (size > most) {
            throw new EOFException(
                    "the header speaks of "
                            + size
                            + " bytes, but there are "
                            + (compressed ? "at most " : "")
                            + most);
        }
        byte[] data = Memory.read(stream, size, "its data");
        if (data.length < size) {
            throw new EOFException(
                    "the header speaks of " + size + " bytes, but there are " + data.length);
        }
        if (stream.read() >= 0) {
            throw new IOException("there are more than the " + size + " bytes of the header");
        }
        return new Content(lengths, data);
    }

    private static int size(int[] lengths) throws IOException {
        long size = 1;
        for (int length : lengths) {
            size *= length;
            if (length < 1 || size > LARGEST_ARRAY) {
                throw new IOException(
                        "the header has the impossible lengths " + Arrays.toString(lengths));
            }
        }
        return (int) size;
    }
}
