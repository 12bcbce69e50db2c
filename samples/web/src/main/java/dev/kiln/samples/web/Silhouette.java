package dev.kiln.samples.web;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Makes of any image one like those of Fashion-MNIST: bright on black, as large as fits, in the
 * middle. Backgrounds are what the border has most of.
 */
final class Silhouette {

    /** Rows and columns of the image, which is stretched to a square. */
    static final int SIZE = 224;

    private static final int TARGET = 28;
    private static final float WHITE = 255;

    /** Darker ones are background. */
    private static final float VISIBLE = 40;

    /** Clothes that are drawn, their outlines too. */
    private static final float CLOTH = 200;

    private final float[] light;
    private final double proportion;

    /**
     * An image.
     *
     * @param gray SIZE x SIZE values from 0 to 255. Not modified.
     * @param proportion width divided by height before it was stretched
     */
    Silhouette(float[] gray, double proportion) {
        this.light = light(gray);
        this.proportion = proportion;
    }

    /** What differs from the background, from 0 to 255. */
    private static float[] light(float[] gray) {
        float background = border(gray);
        boolean dark = background > WHITE / 2;
        float[] light = new float[gray.length];
        for (int i = 0; i < gray.length; i++) {
            float difference = dark ? background - gray[i] : gray[i] - background;
            float range = dark ? background : WHITE - background;
            light[i] = Math.max(0, difference * WHITE / range);
        }
        return light;
    }

    /** Median of the pixels at the border. */
    private static float border(float[] gray) {
        float[] border = new float[4 * SIZE];
        for (int i = 0; i < SIZE; i++) {
            border[4 * i] = gray[i];
            border[4 * i + 1] = gray[(SIZE - 1) * SIZE + i];
            border[4 * i + 2] = gray[i * SIZE];
            border[4 * i + 3] = gray[i * SIZE + SIZE - 1];
        }
        Arrays.sort(border);
        return border[border.length / 2];
    }

    /**
     * The image of 28x28.
     *
     * @param drawn whether what lines enclose is filled
     * @throws Refusal if there is nothing but background
     */
    float[] pixels(boolean drawn) {
        if (drawn) {
            fill();
        }
        int top = SIZE;
        int left = SIZE;
        int bottom = 0;
        int right = 0;
        for (int i = 0; i < light.length; i++) {
            if (light[i] > VISIBLE) {
                top = Math.min(top, i / SIZE);
                bottom = Math.max(bottom, i / SIZE + 1);
                left = Math.min(left, i % SIZE);
                right = Math.max(right, i % SIZE + 1);
            }
        }
        if (top == SIZE) {
            throw new Refusal(422, "There is nothing to be seen in this picture.");
        }
        double width = (right - left) * proportion;
        double height = bottom - top;
        double scale = TARGET / Math.max(width, height);
        int columns = (int) Math.max(1, Math.round(width * scale));
        int rows = (int) Math.max(1, Math.round(height * scale));
        float[] pixels = new float[TARGET * TARGET];
        int y = (TARGET - rows) / 2;
        int x = (TARGET - columns) / 2;
        for (int row = 0; row < rows; row++) {
            double from = top + height * row / rows;
            double to = top + height * (row + 1) / rows;
            for (int column = 0; column < columns; column++) {
                double cell = (double) (right - left) / columns;
                pixels[(y + row) * TARGET + x + column] =
                        mean(from, to, left + cell * column, left + cell * (column + 1));
            }
        }
        return pixels;
    }

    /** Mean of the pixels that a cell covers, each by its part. */
    private float mean(double top, double bottom, double left, double right) {
        double sum = 0;
        double area = 0;
        for (int y = (int) top; y < Math.min(SIZE, Math.ceil(bottom)); y++) {
            double height = Math.min(bottom, y + 1.0) - Math.max(top, y);
            for (int x = (int) left; x < Math.min(SIZE, Math.ceil(right)); x++) {
                double part = height * (Math.min(right, x + 1.0) - Math.max(left, x));
                sum += part * light[y * SIZE + x];
                area += part;
            }
        }
        return (float) (sum / area);
    }

    /** Makes even what can't be reached from the border over background. */
    private void fill() {
        boolean[] outside = new boolean[light.length];
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < SIZE; i++) {
            for (int at : new int[] {i, light.length - 1 - i, i * SIZE, i * SIZE + SIZE - 1}) {
                visit(at, outside, open);
            }
        }
        while (!open.isEmpty()) {
            int at = open.pop();
            int column = at % SIZE;
            visit(column > 0 ? at - 1 : at, outside, open);
            visit(column < SIZE - 1 ? at + 1 : at, outside, open);
            visit(at >= SIZE ? at - SIZE : at, outside, open);
            visit(at + SIZE < light.length ? at + SIZE : at, outside, open);
        }
        for (int i = 0; i < light.length; i++) {
            light[i] = outside[i] ? light[i] : CLOTH;
        }
    }

    private void visit(int at, boolean[] outside, Deque<Integer> open) {
        if (!outside[at] && light[at] <= VISIBLE) {
            outside[at] = true;
            open.push(at);
        }
    }
}
