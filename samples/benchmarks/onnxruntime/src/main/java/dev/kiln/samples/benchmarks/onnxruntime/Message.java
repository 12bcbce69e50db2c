package dev.kiln.samples.benchmarks.onnxruntime;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A message in the encoding of Protocol Buffers (protobuf.dev/programming-guides/encoding): each
 * field is a number, which names it, with the type of what follows, then the value.
 */
final class Message {

    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Adds an integer. */
    Message put(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    /** Adds a 32-bit float. */
    Message put(int field, float value) {
        tag(field, FIXED_32);
        bytes.writeBytes(littleEndian(value));
        return this;
    }

    /** Adds a text. */
    Message put(int field, String value) {
        return put(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a message. */
    Message put(int field, Message value) {
        return put(field, value.toByteArray());
    }

    /** Adds bytes. */
    Message put(int field, byte[] value) {
        tag(field, LENGTH_DELIMITED);
        varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    /** The encoded message. */
    byte[] toByteArray() {
        return bytes.toByteArray();
    }

    /** Floats as they lie in messages. */
    static byte[] littleEndian(float... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }

    private void tag(int field, int type) {
        varint(((long) field << 3) | type);
    }

    /** Seven bits in each byte, the lowest first; the highest bit says that more follow. */
    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
