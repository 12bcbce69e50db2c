package dev.kiln.runtime.internal.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScalingTest {

    /** Scales a row of gray. */
    private static int[] scaled(int[] row, int width) {
        Scaling scaling = new Scaling(row.length, 1, width, 1, 0);
        scaling.add(0, Arrays.stream(row).map(gray -> 0xFF << 24 | gray * 0x010101).toArray());
        int[] result = new int[width];
        for (int i = 0; i < width; i++) {
            result[i] = scaling.result()[3 * i] & 0xFF;
        }
        return result;
    }

    @Test
    void fewerPixelsAreMeansOfAreas() {
        assertArrayEquals(new int[] {170}, scaled(new int[] {255, 0, 255}, 1));
        assertArrayEquals(new int[] {20, 150}, scaled(new int[] {10, 30, 100, 200}, 2));
    }

    /** Of three pixels the middle one belongs to both of two by half. */
    @Test
    void pixelsOnAnEdgeCountInParts() {
        assertArrayEquals(new int[] {30, 200}, scaled(new int[] {0, 90, 255}, 2));
    }

    @Test
    void morePixelsAreInterpolatedBetweenCenters() {
        assertArrayEquals(new int[] {0, 25, 75, 100}, scaled(new int[] {0, 100}, 4));
        assertArrayEquals(new int[] {7, 7, 7}, scaled(new int[] {7}, 3));
    }

    @Test
    void asManyPixelsStay() {
        int[] row = {3, 1, 4, 255, 0};
        assertArrayEquals(row, scaled(row, 5));
    }

    private static double share(int pixel, double from, double to) {
        return Math.max(0, Math.min(pixel + 1, to) - Math.max(pixel, from));
    }

    /** Weight of a pixel in one of a shorter or longer line, by the definition. */
    private static double weight(int pixel, int of, int result, int from) {
        double ratio = (double) from / of;
        if (ratio >= 1) {
            return share(pixel, result * ratio, (result + 1) * ratio) / ratio;
        }
        double center = Math.max(0, Math.min(from - 1, (result + 0.5) * ratio - 0.5));
        return Math.max(0, 1 - Math.abs(pixel - center));
    }

    @Test
    void bothAxesAreAsDefined() {
        Random random = new Random(1);
        for (int trial = 0; trial < 40; trial++) {
            int width = 1 + random.nextInt(20);
            int height = 1 + random.nextInt(20);
            int newWidth = 1 + random.nextInt(20);
            int newHeight = 1 + random.nextInt(20);
            int[][] image = new int[height][width];
            Scaling scaling = new Scaling(width, height, newWidth, newHeight, 0);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    image[y][x] = 0xFF << 24 | random.nextInt(1 << 24);
                }
                scaling.add(y, image[y].clone());
            }
            for (int i = 0; i < 3 * newWidth * newHeight; i++) {
                int x = i / 3 % newWidth;
                int y = i / 3 / newWidth;
                double expected = 0;
                for (int row = 0; row < height; row++) {
                    double rowWeight = weight(row, newHeight, y, height);
                    for (int column = 0; column < width; column++) {
                        int value = image[row][column] >> (16 - 8 * (i % 3)) & 0xFF;
                        expected += rowWeight * weight(column, newWidth, x, width) * value;
                    }
                }
                assertEquals(expected, scaling.result()[i] & 0xFF, 0.5 + 1e-9);
            }
        }
    }
}
