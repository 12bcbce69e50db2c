package dev.kiln.runtime.internal.panel;

/** Loops of {@link Maps} in plain Java, which HotSpot turns into vectors. */
final class PlainMaps {

    private PlainMaps() {}

    /** A pixel: {@code (input - mean) * factor + shift}, plus the addend unless it is null. */
    static void normalize(
            int channels,
            float[] input,
            int from,
            float[] mean,
            float[] factor,
            float[] shift,
            float[] addend,
            float[] output,
            int to,
            float least) {
        if (addend == null) {
            for (int c = 0; c < channels; c++) {
                float distance = input[from + c] - mean[c];
                output[to + c] = Math.max(Math.fma(distance, factor[c], shift[c]), least);
            }
            return;
        }
        for (int c = 0; c < channels; c++) {
            float distance = input[from + c] - mean[c];
            float y = Math.fma(distance, factor[c], shift[c]) + addend[from + c];
            output[to + c] = Math.max(y, least);
        }
    }

    /** Sums of two, at least {@code least}. */
    static void sum(int begin, int end, float[] a, float[] b, float[] output, float least) {
        for (int i = begin; i < end; i++) {
            output[i] = Math.max(a[i] + b[i], least);
        }
    }
}
