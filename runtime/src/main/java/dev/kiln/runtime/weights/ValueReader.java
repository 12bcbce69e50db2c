package dev.kiln.runtime.weights;

import java.io.IOException;

/**
 * Reads tensors of a file into arrays in memory order, some slices at a time, so that next to
 * nothing is held twice.
 */
final class ValueReader {

    /** Numbers at a time, or a few slices if that is more. */
    private static final int NUMBERS = 1 << 16;

    /** Slices from this length on lie apart, so that they don't share the same sets of a cache. */
    private static final int LONG = 256;

    private static final int APART = 16;

    private final SafetensorsReader reader;
    private float[] slices = {};

    ValueReader(SafetensorsReader reader) {
        this.reader = reader;
    }

    /**
     * Reads the tensor that was begun.
     *
     * @param memory receives the numbers in the order of the parameter's layout
     * @return whether all of them are sound
     */
    boolean read(TensorInfo info, Stored parameter, float[] memory) throws IOException {
        Layout layout = parameter.layout();
        SliceCopy copy = new SliceCopy(layout);
        int rows = layout.rows();
        int pitch = rows < LONG ? rows : rows + APART;
        int step = Math.max(1, NUMBERS / SliceCopy.COLUMNS / pitch) * SliceCopy.COLUMNS;
        boolean sound = true;
        for (int first = 0; first < layout.columns(); first += step) {
            int count = Math.min(step, layout.columns() - first);
            if (slices.length < count * pitch) {
                slices = new float[count * pitch];
            }
            if (pitch == rows) {
                reader.floats(info, slices, 0, count * rows);
                sound &= Numbers.areSound(slices, 0, count * rows, parameter);
            } else {
                for (int slice = 0; slice < count * pitch; slice += pitch) {
                    reader.floats(info, slices, slice, rows);
                    sound &= Numbers.areSound(slices, slice, rows, parameter);
                }
            }
            copy.toMemory(slices, pitch, first, count, memory);
        }
        return sound;
    }
}
