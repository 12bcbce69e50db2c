package dev.kiln.runtime.internal.image;

import java.io.IOException;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * Parts of a source, one after the other, as the stream that decoders read. What is damaged in
 * parts that hold no pixels is thus kept from them.
 */
final class PartsStream extends ImageInputStreamImpl {

    private static final int BUFFER = 1 << 14;

    private final ByteSource source;

    /** Where each part begins in the source. */
    private final long[] from;

    /** Where each part begins in this stream; then its length. */
    private final long[] starts;

    private final byte[] buffer = new byte[BUFFER];

    /** Position in this stream of the first byte in the buffer. */
    private long buffered;

    private int filled;

    private PartsStream(ByteSource source, long[] from, long[] starts) {
        this.source = source;
        this.from = from;
        this.starts = starts;
    }

    /** The whole source. */
    static PartsStream all(ByteSource source) {
        return new PartsStream(source, new long[1], new long[] {0, source.size()});
    }

    /** Collects parts in order. */
    static final class Builder {

        private final ByteSource source;
        private long[] from = new long[8];
        private long[] starts = new long[9];
        private int parts;

        Builder(ByteSource source) {
            this.source = source;
        }

        /** Adds the bytes from {@code begin} to {@code end - 1} of the source. */
        void add(long begin, long end) {
            if (parts > 0 && from[parts - 1] + starts[parts] - starts[parts - 1] == begin) {
                starts[parts] += end - begin;
                return;
            }
            if (parts == from.length) {
                from = Arrays.copyOf(from, 2 * parts);
                starts = Arrays.copyOf(starts, 2 * parts + 1);
            }
            from[parts] = begin;
            starts[parts + 1] = starts[parts] + end - begin;
            parts++;
        }

        PartsStream stream() {
            return new PartsStream(
                    source, Arrays.copyOf(from, parts), Arrays.copyOf(starts, parts + 1));
        }
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        if (streamPos < buffered || streamPos >= buffered + filled) {
            filled = Math.max(0, readAt(streamPos, buffer, 0, BUFFER));
            buffered = streamPos;
            if (filled == 0) {
                return -1;
            }
        }
        return buffer[(int) (streamPos++ - buffered)] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        int read;
        if (streamPos >= buffered && streamPos < buffered + filled) {
            int at = (int) (streamPos - buffered);
            read = Math.min(length, filled - at);
            System.arraycopy(buffer, at, into, offset, read);
        } else {
            read = readAt(streamPos, into, offset, length);
        }
        streamPos += Math.max(0, read);
        return read;
    }

    private int readAt(long position, byte[] into, int offset, int length) throws IOException {
        if (position >= length()) {
            return -1;
        }
        int part = Arrays.binarySearch(starts, position);
        part = part < 0 ? -part - 2 : part;
        // Behind parts without bytes.
        while (starts[part + 1] == position) {
            part++;
        }
        int most = (int) Math.min(length, starts[part + 1] - position);
        return source.read(from[part] + position - starts[part], into, offset, most);
    }

    @Override
    public long length() {
        return starts[starts.length - 1];
    }
}
