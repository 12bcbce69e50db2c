package dev.kiln.runtime.internal.image;

import dev.kiln.runtime.internal.io.InputFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;

/** Bytes that can be read at any position: a file of any file system, or what a stream gave. */
abstract class ByteSource implements Closeable {

    /** Number of bytes. */
    abstract long size();

    /**
     * Reads bytes at a position.
     *
     * @param into receives up to {@code length} bytes from {@code offset} on. Modified.
     * @return how many were read, at least 1; -1 at the end
     */
    abstract int read(long position, byte[] into, int offset, int length) throws IOException;

    @Override
    public void close() throws IOException {}

    /**
     * A file, which stays open until it is closed.
     *
     * @throws IOException if it does not exist, is no regular file or may not be read
     */
    static ByteSource of(Path file) throws IOException {
        return new Channel(InputFile.channel(file));
    }

    /**
     * The rest of a stream, which is not closed.
     *
     * @throws IOException if it can't be read or has more than {@code most} bytes
     */
    static ByteSource of(InputStream stream, long most) throws IOException {
        int limit = (int) Math.min(most, Integer.MAX_VALUE - 16);
        byte[] bytes = stream.readNBytes(limit);
        if (bytes.length == limit && stream.read() >= 0) {
            throw new IOException(
                    "the stream has more than "
                            + limit
                            + " bytes; ImageOptions.maxBytes allows more");
        }
        return new Memory(bytes);
    }

    private static final class Channel extends ByteSource {

        private final SeekableByteChannel channel;
        private final long size;

        Channel(SeekableByteChannel channel) throws IOException {
            this.channel = channel;
            this.size = channel.size();
        }

        @Override
        long size() {
            return size;
        }

        @Override
        int read(long position, byte[] into, int offset, int length) throws IOException {
            channel.position(position);
            return channel.read(ByteBuffer.wrap(into, offset, length));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private static final class Memory extends ByteSource {

        private final byte[] bytes;

        Memory(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        long size() {
            return bytes.length;
        }

        @Override
        int read(long position, byte[] into, int offset, int length) {
            if (position >= bytes.length) {
                return -1;
            }
            int read = (int) Math.min(length, bytes.length - position);
            System.arraycopy(bytes, (int) position, into, offset, read);
            return read;
        }
    }
}
