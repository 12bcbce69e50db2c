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
        float[] values = new float[bytes.length / info.type().bytes()];
        info.floats(data(), values, 0, values.length);
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
        return info.unreadable(wanted);
    }
}
