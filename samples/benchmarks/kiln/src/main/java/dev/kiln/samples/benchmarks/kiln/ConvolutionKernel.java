package dev.kiln.samples.benchmarks.kiln;

import java.util.Random;

/**
 * A generated vector kernel of {@link ResNet20} on arrays of its own.
 *
 * @param flops of one sample: two for each multiply-add of the definition, whatever the kernel
 *     does; Winograd's weights have been transformed before
 * @param run a run over {@link #SAMPLES} samples
 */
record ConvolutionKernel(String name, double flops, Runnable run) {

    static final int SAMPLES = 16;
    private static final int SCRATCH = 1 << 20;

    /** Winograd's kernels get 36 transformed weights for 9, at some distance. */
    private static final int TRANSFORMED = 5;

    @FunctionalInterface
    private interface Form {
        void run(int samples, float[] first, float[] second, float[] result, float[] scratch);
    }

    static ConvolutionKernel[] all() {
        return new ConvolutionKernel[] {
            of(
                    "forward 16",
                    32,
                    16,
                    16,
                    ResNet20VectorKernels
                            ::winogradConvolution3x3Padding1From32x32x16To32x32x16NoBias),
            of(
                    "forward 32",
                    16,
                    32,
                    32,
                    ResNet20VectorKernels
                            ::winogradConvolution3x3Padding1From16x16x32To16x16x32NoBias),
            of(
                    "forward 64",
                    8,
                    64,
                    64,
                    ResNet20VectorKernels::winogradConvolution3x3Padding1From8x8x64To8x8x64NoBias),
            of(
                    "input gradient 16",
                    32,
                    16,
                    16,
                    ResNet20VectorKernels
                            ::winogradConvolution3x3Padding1InputGradientFrom32x32x16To32x32x16),
            of(
                    "input gradient 32",
                    16,
                    32,
                    32,
                    ResNet20VectorKernels
                            ::winogradConvolution3x3Padding1InputGradientFrom16x16x32To16x16x32),
            of(
                    "input gradient 64",
                    8,
                    64,
                    64,
                    ResNet20VectorKernels
                            ::winogradConvolution3x3Padding1InputGradientFrom8x8x64To8x8x64),
            of(
                    "weight gradient 16",
                    32,
                    16,
                    16,
                    ResNet20VectorKernels
                            ::winogradConvolution3x3Padding1WeightGradientFrom32x32x16To32x32x16),
            of(
                    "weight gradient 32",
                    16,
                    32,
                    32,
                    ResNet20VectorKernels
                            ::winogradConvolution3x3Padding1WeightGradientFrom16x16x32To16x16x32),
            of(
                    "weight gradient 64",
                    8,
                    64,
                    64,
                    ResNet20VectorKernels
                            ::winogradConvolution3x3Padding1WeightGradientFrom8x8x64To8x8x64),
            of(
                    "first layer, forward",
                    32,
                    3,
                    16,
                    ResNet20VectorKernels::convolution3x3Padding1From32x32x3To32x32x16NoBias),
            of(
                    "first layer, weight gradient",
                    32,
                    3,
                    16,
                    ResNet20VectorKernels
                            ::convolution3x3Padding1WeightGradientFrom32x32x3To32x32x16),
        };
    }

    private static ConvolutionKernel of(String name, int size, int inputs, int filters, Form form) {
        int map = SAMPLES * size * size * Math.max(inputs, filters);
        int weights = 9 * inputs * filters;
        boolean ofWeights = name.endsWith("weight gradient") || name.startsWith("weight gradient");
        float[] first = numbers(map);
        float[] second = numbers(ofWeights ? map : TRANSFORMED * weights);
        float[] result = new float[ofWeights ? weights : map];
        float[] scratch = new float[SCRATCH];
        return new ConvolutionKernel(
                name,
                2.0 * size * size * weights,
                () -> form.run(SAMPLES, first, second, result, scratch));
    }

    private static float[] numbers(int n) {
        Random random = new Random(n);
        float[] numbers = new float[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }
}
