package dev.kiln.runtime.internal.panel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A pool, and naive maxima.
 *
 * @param top rows of padding above the input
 * @param bottom rows of padding below it
 * @param left columns of padding in front of it
 * @param right columns of padding behind it
 * @param before channels of the output in front of those of the pool
 * @param behind channels of the output behind them
 */
record MaxPoolCase(
        int height,
        int width,
        int channels,
        int kernelRows,
        int kernelColumns,
        int strideRows,
        int strideColumns,
        int top,
        int bottom,
        int left,
        int right,
        int before,
        int behind,
        Numbers numbers)
        implements VectorCase {

    private static final int SAMPLES = 2;
    private static final float MARK = 7777f;

    static List<MaxPoolCase> all() {
        List<MaxPoolCase> cases = new ArrayList<>();
        Random random = new Random(19);
        for (int kernel : new int[] {22, 33, 23, 32, 12}) {
            for (int strides = 0; strides < 9; strides++) {
                for (Numbers numbers : Numbers.values()) {
                    cases.add(random(random, kernel / 10, kernel % 10, strides, numbers));
                }
            }
        }
        for (int channels : new int[] {1024, 1030, 2050}) {
            cases.add(
                    new MaxPoolCase(5, 6, channels, 3, 3, 2, 2, 1, 1, 1, 1, 2, 3, Numbers.NORMAL));
        }
        return cases;
    }

    /** Each window sees some pixel: padding is narrower than the kernel. */
    private static MaxPoolCase random(
            Random random, int kernelRows, int kernelColumns, int strides, Numbers numbers) {
        return new MaxPoolCase(
                kernelRows + random.nextInt(6),
                kernelColumns + random.nextInt(6),
                1 + random.nextInt(40),
                kernelRows,
                kernelColumns,
                1 + strides / 3,
                1 + strides % 3,
                random.nextInt(kernelRows),
                random.nextInt(kernelRows),
                random.nextInt(kernelColumns),
                random.nextInt(kernelColumns),
                random.nextInt(5),
                random.nextInt(5),
                numbers);
    }

    private int rows() {
        return (top + height + bottom - kernelRows) / strideRows + 1;
    }

    private int columns() {
        return (left + width + right - kernelColumns) / strideColumns + 1;
    }

    @Override
    public String difference() {
        int total = before + channels + behind;
        float[] input =
                numbers.draw(
                        new Random(toString().hashCode()), SAMPLES * height * width * channels);
        float[] output = new float[SAMPLES * rows() * columns() * total];
        Arrays.fill(output, MARK);
        float[] expected = output.clone();
        for (int pixel = 0; pixel < SAMPLES * rows() * columns(); pixel++) {
            for (int channel = 0; channel < channels; channel++) {
                expected[pixel * total + before + channel] = largest(input, pixel, channel);
            }
        }
        new MaxPool(
                        height,
                        width,
                        channels,
                        rows(),
                        columns(),
                        kernelRows,
                        kernelColumns,
                        strideRows,
                        strideColumns,
                        top,
                        left)
                .forward(
                        SAMPLES,
                        input,
                        output,
                        before,
                        total,
                        new float[width * channels],
                        VectorCase.lines());
        return VectorCase.difference(this, expected, output);
    }

    private float largest(float[] input, int pixel, int channel) {
        int sample = pixel / (rows() * columns());
        int firstRow = pixel / columns() % rows() * strideRows - top;
        int firstColumn = pixel % columns() * strideColumns - left;
        float largest = Float.NEGATIVE_INFINITY;
        for (int row = firstRow; row < firstRow + kernelRows; row++) {
            for (int column = firstColumn; column < firstColumn + kernelColumns; column++) {
                if (row >= 0 && row < height && column >= 0 && column < width) {
                    int at = (sample * height + row) * width + column;
                    largest = Math.max(largest, input[at * channels + channel]);
                }
            }
        }
        return largest;
    }
}
