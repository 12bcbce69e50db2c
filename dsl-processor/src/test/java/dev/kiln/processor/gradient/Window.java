package dev.kiln.processor.gradient;

import java.util.Arrays;

/**
 * A window that slides. Kernel, stride, dilation as {rows, columns}; padding as {top, bottom, left,
 * right}, and as it is written in the annotation.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Window(int[] kernel, int[] stride, int[] dilation, int[] padding, String written) {

    static Window of(int kernel, int stride, int padding) {
        return new Window(
                new int[] {kernel, kernel},
                new int[] {stride, stride},
                new int[] {1, 1},
                new int[] {padding, padding, padding, padding},
                Integer.toString(padding));
    }

    static Window of(int[] kernel, int[] stride, int[] dilation, int... padding) {
        return new Window(kernel, stride, dilation, padding, list(padding));
    }

    /** All that the kernel covers but one pixel; the odd one goes to the bottom and the right. */
    static Window same(int[] kernel, int[] stride, int[] dilation) {
        int rows = dilation[0] * (kernel[0] - 1);
        int columns = dilation[1] * (kernel[1] - 1);
        int[] padding = {rows / 2, rows - rows / 2, columns / 2, columns - columns / 2};
        return new Window(kernel, stride, dilation, padding, "SAME");
    }

    int rows(int height) {
        return outputs(height, 0);
    }

    int columns(int width) {
        return outputs(width, 1);
    }

    private int outputs(int inputs, int axis) {
        int left = inputs + padding[2 * axis] + padding[2 * axis + 1] - covered(axis);
        return left < 0 ? 0 : left / stride[axis] + 1;
    }

    /** How many rows (axis 0) or columns (axis 1) the kernel reaches over. */
    int covered(int axis) {
        return dilation[axis] * (kernel[axis] - 1) + 1;
    }

    int row(int output, int tap) {
        return output * stride[0] + tap * dilation[0] - padding[0];
    }

    int column(int output, int tap) {
        return output * stride[1] + tap * dilation[1] - padding[2];
    }

    /** Of an annotation; what is the default is not written. */
    String text(String size, int[] usualStride) {
        return size
                + " = "
                + list(kernel)
                + (Arrays.equals(stride, usualStride) ? "" : ", stride = " + list(stride))
                + ", padding = "
                + written
                + (dilation[0] == 1 && dilation[1] == 1 ? "" : ", dilation = " + list(dilation));
    }

    /** Equal numbers for both axes are written as one. */
    static String list(int[] numbers) {
        if (numbers.length == 2 && numbers[0] == numbers[1]) {
            return Integer.toString(numbers[0]);
        }
        return Arrays.toString(numbers).replace('[', '{').replace(']', '}');
    }
}
