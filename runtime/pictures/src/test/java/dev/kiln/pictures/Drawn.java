package dev.kiln.pictures;

import dev.kiln.runtime.Shape;
import dev.kiln.runtime.data.Dataset;
import java.util.Random;

/** Gray pictures of 8x8 that are bright at the left, at the right, or on both sides. */
final class Drawn {

    static final Shape SHAPE = new Shape(8, 8, 1);
    static final int CLASSES = 3;

    private Drawn() {}

    static Dataset of(int size, long seed) {
        Random random = new Random(seed);
        byte[] pixels = new byte[64 * size];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = i % CLASSES;
            for (int p = 0; p < 64; p++) {
                boolean left = p % 8 < 3 && labels[i] != 1;
                boolean right = p % 8 > 4 && labels[i] != 0;
                pixels[64 * i + p] = (byte) (random.nextInt(90) + (left || right ? 140 : 0));
            }
        }
        return Dataset.ofBytes(SHAPE, pixels, labels, CLASSES);
    }
}
