package dev.kiln.runtime.weights;

import dev.kiln.runtime.internal.io.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What the header of a safetensors file says of one tensor.
 *
 * @param name name, unique in the file
 * @param type element type
 * @param shape lengths of the axes, outermost first; empty for a single number
 * @param begin first byte, counted from the end of the header
 * @param end byte after the last
 */
public record TensorInfo(String name, DataType type, List<Long> shape, long begin, long end) {

    /** Copies the shape. */
    public TensorInfo {
        shape = List.copyOf(shape);
    }

    /** Number of bytes. */
    public long bytes() {
        return end - begin;
    }

    /**
     * Elements as floats, rounded to single precision.
     *
     * @param data elements from its position on, little-endian
     * @param to receives {@code count} floats from {@code at} on
     * @throws IOException if they are no floats of any precision, naming tensor and type
     */
    void floats(ByteBuffer data, float[] to, int at, int count) throws IOException {
        if (type == DataType.F32) {
            data.asFloatBuffer().get(to, at, count);
            return;
        }
        for (int i = at; i < at + count; i++) {
            to[i] =
                    switch (type) {
                        case F64 -> (float) data.getDouble();
                        case F16 -> half(data.getShort());
                        case BF16 -> Float.intBitsToFloat(data.getShort() << 16);
                        default -> throw unreadable("floats");
                    };
        }
    }

    IOException unreadable(String wanted) {
        return new IOException("tensor " + this + " cannot be read as " + wanted);
    }

    /** For example {@code conv1.weight F32 [6, 1, 5, 5]}, in one line whatever the name holds. */
    @Override
    public String toString() {
        return Printable.text(name) + " " + type + " " + shape;
    }

    private static float half(short bits) {
        int exponent = bits >> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        int sign = bits & 0x8000;
        float size;
        if (exponent == 0) {
            size = fraction * 0x1p-24f;
        } else if (exponent == 0x1F) {
            size = Float.intBitsToFloat(0x7F800000 | fraction << 13);
        } else {
            size = Float.intBitsToFloat((exponent + 112) << 23 | fraction << 13);
        }
        return Float.intBitsToFloat(Float.floatToRawIntBits(size) | sign << 16);
    }
}
