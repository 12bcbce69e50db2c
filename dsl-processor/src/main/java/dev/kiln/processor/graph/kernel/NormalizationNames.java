package dev.kiln.processor.graph.kernel;

/** Parts of the names and comments of the kernels of batch normalization. */
final class NormalizationNames {

    private static final float USUAL_EPSILON = 1e-5f;
    private static final float USUAL_MOMENTUM = 0.1f;

    private NormalizationNames() {}

    /** {@code 64Pixels6}, or {@code 6} for a vector. */
    static String map(int pixels, int channels) {
        return (pixels == 1 ? "" : pixels + "Pixels") + channels;
    }

    /** Only where it is not the usual one: layers may differ in it alone. */
    static String epsilon(float epsilon) {
        return epsilon == USUAL_EPSILON ? "" : "Epsilon" + KernelNames.number(epsilon);
    }

    /** Only where it is not the usual one: layers may differ in it alone. */
    static String momentum(float momentum) {
        return momentum == USUAL_MOMENTUM ? "" : "Momentum" + KernelNames.number(momentum);
    }
}
