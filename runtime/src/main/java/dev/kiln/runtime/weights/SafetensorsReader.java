package dev.kiln.runtime.weights;

import dev.kiln.runtime.internal.io.InputFile;
import dev.kiln.runtime.internal.io.Memory;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Reads safetensors data from beginning to end. The header is checked as a whole before the first
 * tensor is read; memory is taken only for bytes that have arrived or that the file is known to
 * hold. Every error names the source.
 */
public final class SafetensorsReader implements Closeable {

    /** As the format has it. */
    private static final int LONGEST_HEADER = 100_000_000;

    private static final long UNKNOWN = Long.MAX_VALUE;

    /** Bytes that are read at a time where tensors are not kept. */
    private static final int PIECE = 1 << 16;

    private final InputStream stream;
    private final String source;
    private final boolean isFile;
    private final SafetensorsHeader header;
    private final CRC32 crc = new CRC32();
    private String checksum;
    private ByteBuffer piece;
    private int read;

    private SafetensorsReader(InputStream stream, String source, long size) throws IOException {
        this.stream = stream;
        this.source = source;
        this.isFile = size != UNKNOWN;
        this.header = readHeader(size);
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws IOException if the file cannot be read or its header is damaged
     */
    public static SafetensorsReader open(Path file) throws IOException {
        InputStream stream = InputFile.open(file);
        try {
            return new SafetensorsReader(stream, file.toString(), Files.size(file));
        } catch (IOException | RuntimeException | Error e) {
            stream.close();
            throw e;
        }
    }

    /**
     * Reads the header from a stream.
     *
     * @param stream safetensors data up to its end
     * @param source what errors call it
     * @throws IOException if the stream cannot be read or the header is damaged
     */
    public static SafetensorsReader of(InputStream stream, String source) throws IOException {
        return new SafetensorsReader(stream, source, UNKNOWN);
    }

    /**
     * Reads a whole file.
     *
     * @return the tensors by name, in the order of their data
     * @throws IOException if the file cannot be read or is damaged
     */
    public static Map<String, Tensor> readAll(Path file) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        try (SafetensorsReader reader = open(file)) {
            for (Optional<Tensor> next = reader.next(); next.isPresent(); next = reader.next()) {
                Tensor tensor = next.get();
                tensors.put(tensor.info().name(), tensor);
            }
        }
        return tensors;
    }

    /** What errors call the data: the file's path. */
    public String source() {
        return source;
    }

    /** The strings of the header's metadata, in file order. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /** What {@link #next} will return, in this order. */
    public List<TensorInfo> tensors() {
        return header.tensors();
    }

    /** Whether there is a checksum, which {@link #next} compares behind the last tensor. */
    public boolean isChecked() {
        return checksum != null;
    }

    /**
     * The next tensor; empty after the last.
     *
     * @throws IOException if the data end early, go on after the last tensor, or do not match their
     *     checksum; or if there is no room for them
     */
    public Optional<Tensor> next() throws IOException {
        if (read == header.tensors().size()) {
            end();
            return Optional.empty();
        }
        TensorInfo info = header.tensors().get(read);
        if (info.bytes() > Integer.MAX_VALUE - 8) {
            throw new IOException(source + ": tensor " + info + " has more than 2 GB");
        }
        byte[] bytes = read(info);
        if (checksum != null) {
            crc.update(bytes, 0, bytes.length);
        }
        read++;
        return Optional.of(new Tensor(info, bytes));
    }

    private byte[] read(TensorInfo info) throws IOException {
        byte[] bytes;
        int length;
        if (isFile) {
            bytes = Memory.bytes(info.bytes(), source);
            length = stream.readNBytes(bytes, 0, bytes.length);
        } else {
            bytes = Memory.read(stream, info.bytes(), source);
            length = bytes.length;
        }
        if (length < info.bytes()) {
            throw endsInside(info);
        }
        return bytes;
    }

    /** The data of this tensor come next, to be read by {@link #floats} or skipped. */
    TensorInfo begin() {
        return header.tensors().get(read++);
    }

    /**
     * The next elements of a tensor that was begun.
     *
     * @param to receives {@code count} floats from {@code at} on
     * @throws IOException as {@link #next} does, or if the elements are no floats
     */
    void floats(TensorInfo info, float[] to, int at, int count) throws IOException {
        int width = info.type().bytes();
        int most = PIECE / width;
        for (int done = 0; done < count; ) {
            int n = Math.min(most, count - done);
            piece(info, n * width);
            info.floats(piece.clear(), to, at + done, n);
            done += n;
        }
    }

    /** Passes over a tensor that was begun. */
    void skip(TensorInfo info) throws IOException {
        for (long left = info.bytes(); left > 0; left -= PIECE) {
            piece(info, (int) Math.min(PIECE, left));
        }
    }

    private void piece(TensorInfo info, int bytes) throws IOException {
        if (piece == null) {
            piece = ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);
        }
        if (stream.readNBytes(piece.array(), 0, bytes) < bytes) {
            throw endsInside(info);
        }
        if (checksum != null) {
            crc.update(piece.array(), 0, bytes);
        }
    }

    /** Checks that the data end here, and that they match their checksum. */
    void end() throws IOException {
        if (stream.read() >= 0) {
            throw new IOException(source + ": there are data after the last tensor");
        }
        if (checksum != null) {
            checkData();
        }
    }

    private EOFException endsInside(TensorInfo info) {
        return new EOFException(source + ": the file ends inside tensor " + info);
    }

    private void checkData() throws IOException {
        try {
            Checksum.checkData(checksum, crc.getValue());
        } catch (IOException e) {
            throw new IOException(source + ": " + e.getMessage(), e);
        }
    }

    private SafetensorsHeader readHeader(long size) throws IOException {
        byte[] prefix = stream.readNBytes(Long.BYTES);
        if (prefix.length < Long.BYTES) {
            throw new EOFException(source + ": no safetensors file, it has fewer than 8 bytes");
        }
        long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 2 || length > LONGEST_HEADER || length > size - Long.BYTES) {
            throw new IOException(
                    source
                            + ": no safetensors file, its header would have "
                            + Long.toUnsignedString(length)
                            + " bytes");
        }
        if (length > Memory.headerLimit()) {
            throw Memory.headerTooLarge(length, source);
        }
        byte[] bytes = Memory.read(stream, length, source);
        if (bytes.length < length) {
            throw new EOFException(source + ": the file ends inside the header");
        }
        SafetensorsHeader parsed;
        try {
            parsed = SafetensorsHeader.parse(bytes);
            checksum = Checksum.find(parsed.metadata());
            if (checksum != null) {
                Checksum.checkHeader(checksum, bytes);
            }
        } catch (IOException e) {
            throw new IOException(source + ": " + e.getMessage(), e);
        }
        long present = size - Long.BYTES - length;
        if (size != UNKNOWN && parsed.dataBytes() != present) {
            throw new IOException(
                    source
                            + ": the header speaks of "
                            + parsed.dataBytes()
                            + " bytes of data, but there are "
                            + present);
        }
        return parsed;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
