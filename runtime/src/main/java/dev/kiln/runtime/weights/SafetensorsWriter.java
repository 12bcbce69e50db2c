package dev.kiln.runtime.weights;

import dev.kiln.runtime.internal.io.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Writes safetensors files with a checksum in their metadata; the same content gives the same
 * bytes.
 */
public final class SafetensorsWriter {

    private static final int ALIGNMENT = 8;
    private static final int CHUNK = 1 << 16;

    private SafetensorsWriter() {}

    /**
     * Creates or replaces a file; it appears under its name only when it is complete.
     *
     * @param metadata free strings; written in the order of their keys
     * @param tensors written in this order
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if two tensors share a name, or values and shape disagree
     */
    public static void write(Path file, Map<String, String> metadata, List<FloatTensor> tensors)
            throws IOException {
        byte[] header = header(metadata, tensors);
        AtomicFile.write(file, channel -> writeTo(channel, header, tensors));
    }

    /**
     * Creates or replaces a file, and keeps the old one beside it under the name of {@link
     * AtomicFile#previous}.
     *
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if two tensors share a name, or values and shape disagree
     */
    public static void writeAndKeep(
            Path file, Map<String, String> metadata, List<FloatTensor> tensors) throws IOException {
        byte[] header = header(metadata, tensors);
        AtomicFile.writeAndKeep(file, channel -> writeTo(channel, header, tensors));
    }

    private static void writeTo(FileChannel channel, byte[] header, List<FloatTensor> tensors)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        drain(buffer.putLong(header.length), channel);
        long begin = Long.BYTES + (long) header.length;
        channel.position(begin);
        CRC32 crc = new CRC32();
        for (FloatTensor tensor : tensors) {
            float[] values = tensor.values().get();
            if (values.length != tensor.size()) {
                throw new IllegalArgumentException(
                        tensor.name()
                                + " has "
                                + values.length
                                + " values for the shape "
                                + tensor.shape());
            }
            for (float value : values) {
                if (buffer.remaining() < Float.BYTES) {
                    crc.update(buffer.array(), 0, buffer.position());
                    drain(buffer, channel);
                }
                buffer.putFloat(value);
            }
            crc.update(buffer.array(), 0, buffer.position());
            drain(buffer, channel);
        }
        Checksum.complete(header, crc.getValue());
        channel.position(Long.BYTES);
        ByteBuffer text = ByteBuffer.wrap(header);
        while (text.hasRemaining()) {
            channel.write(text);
        }
    }

    private static void drain(ByteBuffer buffer, FileChannel channel) throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    private static byte[] header(Map<String, String> given, List<FloatTensor> tensors) {
        SortedMap<String, String> metadata = new TreeMap<>(given);
        metadata.put(Checksum.KEY, Checksum.UNKNOWN);
        StringBuilder json = new StringBuilder("{");
        Set<String> names = new HashSet<>(Set.of(SafetensorsHeader.METADATA));
        quote(SafetensorsHeader.METADATA, json);
        String separator = ":{";
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            json.append(separator);
            quote(entry.getKey(), json);
            quote(entry.getValue(), json.append(':'));
            separator = ",";
        }
        json.append('}');
        long offset = 0;
        for (FloatTensor tensor : tensors) {
            if (!names.add(tensor.name())) {
                throw new IllegalArgumentException("two tensors are called " + tensor.name());
            }
            long end = Math.addExact(offset, Math.multiplyExact(tensor.size(), Float.BYTES));
            quote(tensor.name(), json.append(','));
            json.append(":{\"dtype\":\"F32\",\"shape\":")
                    .append(tensor.shape().toString().replace(" ", ""))
                    .append(",\"data_offsets\":[" + offset + "," + end + "]}");
            offset = end;
        }
        byte[] text = json.append('}').toString().getBytes(StandardCharsets.UTF_8);
        int padding = Math.floorMod(-text.length, ALIGNMENT);
        return (json + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
    }

    private static void quote(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
