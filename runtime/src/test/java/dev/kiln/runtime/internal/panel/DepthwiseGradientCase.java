package dev.kiln.runtime.internal.panel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Gradients of a depth-wise convolution, and what they are by naive chains of fused multiply-adds.
 *
 * @param top rows of zeros above the input
 * @param bottom rows of zeros below it
 * @param left columns of zeros in front of it
 * @param right columns of zeros behind it
 */
record DepthwiseGradientCase(
        int height,
        int width,
        int channels,
        int strideRows,
        int strideColumns,
        int top,
        int bottom,
        int left,
        int right)
        implements VectorCase {

    private static final int SAMPLES = 2;
    private static final int SIDE = 3;
    private static final int LANES = 16;

    static List<DepthwiseGradientCase> all() {
        List<DepthwiseGradientCase> cases = new ArrayList<>();
        Random random = new Random(31);
        int[] channels = {16, 32, 48};
        for (int strides = 0; strides < SIDE * SIDE; strides++) {
            for (int padding = 0; padding < SIDE * SIDE; padding++) {
                for (int width : new int[] {1, 2, 3, 4, 7, 8}) {
                    cases.add(
                            new DepthwiseGradientCase(
                                    1 + random.nextInt(7),
                                    width,
                                    channels[random.nextInt(channels.length)],
                                    1 + strides / SIDE,
                                    1 + strides % SIDE,
                                    padding / SIDE,
                                    random.nextInt(SIDE),
                                    padding % SIDE,
                                    random.nextInt(SIDE)));
                }
            }
        }
        cases.removeIf(
                c -> Math.min(c.top + c.height + c.bottom, c.left + c.width + c.right) < SIDE);
        return cases;
    }

    private int rows() {
        return (top + height + bottom - SIDE) / strideRows + 1;
    }

    private int columns() {
        return (left + width + right - SIDE) / strideColumns + 1;
    }

    @Override
    public String difference() {
        Random random = new Random(toString().hashCode());
        float[] input = Numbers.NORMAL.draw(random, SAMPLES * height * width * channels);
        float[] weight = Numbers.NORMAL.draw(random, SIDE * SIDE * channels);
        float[] slope = Numbers.NORMAL.draw(random, SAMPLES * rows() * columns() * channels);
        float[] start = Numbers.NORMAL.draw(random, weight.length);
        float[] weights = start.clone();
        float[] inputs = new float[input.length];
        DepthwiseGradient gradient =
                new DepthwiseGradient(
                        height,
                        width,
                        channels,
                        rows(),
                        columns(),
                        strideRows,
                        strideColumns,
                        top,
                        left);
        int columns = (columns() - 1) * strideColumns + SIDE;
        gradient.addWeights(SAMPLES, input, slope, weights, scratch(SIDE * columns));
        gradient.input(
                SAMPLES, slope, weight, inputs, scratch(SIDE * (width + 2) + SIDE * SIDE + 1));
        String difference =
                VectorCase.difference(
                        "weights of " + this, expectedWeights(input, slope, start), weights);
        return difference.isEmpty()
                ? VectorCase.difference(
                        "input of " + this, expectedInputs(slope, weight, inputs.length), inputs)
                : difference;
    }

    private float[] scratch(int pixels) {
        float[] scratch = new float[pixels * LANES];
        Arrays.fill(scratch, Float.NaN);
        return scratch;
    }

    private float[] expectedWeights(float[] input, float[] slope, float[] start) {
        float[] expected = start.clone();
        for (int i = 0; i < slope.length; i++) {
            for (int tap = 0; tap < SIDE * SIDE; tap++) {
                int at = read(i, tap);
                int weight = tap * channels + i % channels;
                expected[weight] = Math.fma(at < 0 ? 0 : input[at], slope[i], expected[weight]);
            }
        }
        return expected;
    }

    private float[] expectedInputs(float[] slope, float[] weight, int size) {
        float[] expected = new float[size];
        for (int tap = 0; tap < SIDE * SIDE; tap++) {
            for (int i = 0; i < slope.length; i++) {
                int at = read(i, tap);
                if (at >= 0) {
                    float w = weight[tap * channels + i % channels];
                    expected[at] = Math.fma(slope[i], w, expected[at]);
                }
            }
        }
        return expected;
    }

    /** The number of the input that a number of the output reads for a tap; -1 beyond the edge. */
    private int read(int i, int tap) {
        int pixel = i / channels;
        int sample = pixel / (rows() * columns());
        int row = pixel / columns() % rows() * strideRows + tap / SIDE - top;
        int column = pixel % columns() * strideColumns + tap % SIDE - left;
        boolean inside = row >= 0 && row < height && column >= 0 && column < width;
        return inside ? ((sample * height + row) * width + column) * channels + i % channels : -1;
    }
}
