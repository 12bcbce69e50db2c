package dev.kiln.processor.graph.kernel;

/** Parts of the names and comments of the kernels of batch normalization. */
final class NormalizationNames {

    private NormalizationNames() {}

    /** {@code 64Pixels6}, or {@code 6} for a vector. */
    static String map(int pixels, int channels) {
        return (pixels == 1 ? "" : pixels + "Pixels") + channels;
    }

    static String epsilon(float epsilon) {
        return "Epsilon" + KernelNames.number(epsilon);
    }
}
