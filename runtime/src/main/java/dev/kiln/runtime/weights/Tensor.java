package dev.kiln.runtime.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One tensor of a safetensors file with its data, row by row. */
public final class Tensor {

    private final TensorInfo info;
    private final byte[] bytes;

    Tensor(TensorInfo info, byte[] bytes) {
        this.info = info;
        this.bytes = bytes;
    }

    /** Name, type and shape. */
    public TensorInfo info() {
        return info;
    }

    /** The raw data, little-endian, read-only. */
    public ByteBuffer bytes() {
        return data().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer data() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The elements of a tensor of floats of any precision, rounded to single precision.
     *
     * @throws IOException if the elements are no floats, naming tensor and type
     */
    public float[] floats() throws IOException {
        ByteBuffer data = data();
        float[] values = new float[bytes.length / info.type().bytes()];
        if (info.type() == DataType.F32) {
            data.asFloatBuffer().get(values);
            return values;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    switch (info.type()) {
                        case F64 -> (float) data.getDouble();
                        case F16 -> half(data.getShort());
                        case BF16 -> Float.intBitsToFloat(data.getShort() << 16);
                        default -> throw unreadable("floats");
                    };
        }
        return values;
    }

    /**
     * The elements of an F64 or F32 tensor.
     *
     * @throws IOException if the elements are of another type
     */
    public double[] doubles() throws IOException {
        ByteBuffer data = data();
        double[] values = new double[bytes.length / info.type().bytes()];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    switch (info.type()) {
                        case F32 -> data.getFloat();
                        case F64 -> data.getDouble();
                        default -> throw unreadable("doubles");
                    };
        }
        return values;
    }

    /**
     * The elements of an I32 tensor.
     *
     * @throws IOException if the elements are of another type
     */
    public int[] ints() throws IOException {
        if (info.type() != DataType.I32) {
            throw unreadable("ints");
        }
        int[] values = new int[bytes.length / Integer.BYTES];
        bytes().asIntBuffer().get(values);
        return values;
    }

    private IOException unreadable(String wanted) {
        return new IOException("tensor " + info + " cannot be read as " + wanted);
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
