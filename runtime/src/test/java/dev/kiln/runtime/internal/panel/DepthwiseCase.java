package dev.kiln.runtime.internal.panel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A depth-wise convolution, and what it gives by a naive chain of fused multiply-adds for each
 * number.
 *
 * @param top rows of zeros above the input
 * @param bottom rows of zeros below it
 * @param left columns of zeros in front of it
 * @param right columns of zeros behind it
 */
record DepthwiseCase(
        int height,
        int width,
        int channels,
        int stride,
        int top,
        int bottom,
        int left,
        int right,
        boolean bias,
        boolean relu,
        Numbers numbers)
        implements VectorCase {

    private static final int SAMPLES = 2;
    private static final int SIDE = 3;
    private static final int LANES = 16;

    static List<DepthwiseCase> all() {
        List<DepthwiseCase> cases = new ArrayList<>();
        Random random = new Random(17);
        int[] channels = {16, 32, 48};
        for (int stride = 1; stride <= 2; stride++) {
            for (int padding = 0; padding < 1 << 4; padding++) {
                for (int width : new int[] {1, 2, 3, 4, 7, 8}) {
                    cases.add(
                            new DepthwiseCase(
                                    1 + random.nextInt(7),
                                    width,
                                    channels[random.nextInt(channels.length)],
                                    stride,
                                    padding & 1,
                                    padding >> 1 & 1,
                                    padding >> 2 & 1,
                                    padding >> 3,
                                    random.nextBoolean(),
                                    random.nextBoolean(),
                                    random.nextInt(3) == 0 ? Numbers.SPECIAL : Numbers.NORMAL));
                }
            }
        }
        // More channels than a line of plain loops has room for.
        for (int stride = 1; stride <= 2; stride++) {
            for (int wide : new int[] {1024, 1040, 2064}) {
                cases.add(
                        new DepthwiseCase(
                                4, 5, wide, stride, 1, 1, 1, 1, true, true, Numbers.NORMAL));
            }
        }
        cases.removeIf(
                c -> Math.min(c.top + c.height + c.bottom, c.left + c.width + c.right) < SIDE);
        return cases;
    }

    private int rows() {
        return (top + height + bottom - SIDE) / stride + 1;
    }

    private int columns() {
        return (left + width + right - SIDE) / stride + 1;
    }

    @Override
    public String difference() {
        Random random = new Random(toString().hashCode());
        float[] input = numbers.draw(random, SAMPLES * height * width * channels);
        float[] weight = numbers.draw(random, SIDE * SIDE * channels);
        float[] biases = bias ? numbers.draw(random, channels) : null;
        float[] expected = new float[SAMPLES * rows() * columns() * channels];
        for (int i = 0; i < expected.length; i++) {
            float sum = bias ? biases[i % channels] : 0;
            for (int tap = 0; tap < SIDE * SIDE; tap++) {
                float x = read(input, i, tap / SIDE, tap % SIDE);
                sum = Math.fma(x, weight[tap * channels + i % channels], sum);
            }
            expected[i] = relu ? Math.max(sum, 0) : sum;
        }
        float[] output = new float[expected.length];
        float[] scratch =
                new float
                        [stride == 1
                                ? Math.max(4096, (SIDE * (columns() + 2) + 10) * LANES)
                                : (width + 10) * channels];
        Arrays.fill(scratch, Float.NaN);
        new Depthwise(height, width, channels, rows(), columns(), stride, stride, top, left)
                .forward(SAMPLES, input, weight, biases, output, relu, scratch, VectorCase.lines());
        return VectorCase.difference(this, expected, output);
    }

    /** What a number of the output reads for a tap: 0 beyond the edge. */
    private float read(float[] input, int i, int kernelRow, int kernelColumn) {
        int pixel = i / channels;
        int sample = pixel / (rows() * columns());
        int row = pixel / columns() % rows() * stride + kernelRow - top;
        int column = pixel % columns() * stride + kernelColumn - left;
        boolean inside = row >= 0 && row < height && column >= 0 && column < width;
        return inside
                ? input[((sample * height + row) * width + column) * channels + i % channels]
                : 0;
    }
}
