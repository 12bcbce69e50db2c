package dev.kiln.runtime.train;

import dev.kiln.runtime.Shape;
import dev.kiln.runtime.SoftmaxRegression;
import dev.kiln.runtime.data.Dataset;
import java.util.Random;

/** Three clouds of points in the plane, which straight lines can separate. */
final class Clouds {

    static final Shape SHAPE = new Shape(1, 2, 1);
    static final int CLASSES = 3;

    private Clouds() {}

    static Dataset of(int size, long seed) {
        Random random = new Random(seed);
        float[] inputs = new float[2 * size];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = i % CLASSES;
            double angle = 2 * Math.PI * labels[i] / CLASSES;
            inputs[2 * i] = (float) (2 * Math.cos(angle) + 0.5 * random.nextGaussian());
            inputs[2 * i + 1] = (float) (2 * Math.sin(angle) + 0.5 * random.nextGaussian());
        }
        return Dataset.ofFloats(SHAPE, inputs, labels, CLASSES);
    }

    static SoftmaxRegression network() {
        return SoftmaxRegression.initialize(SHAPE, CLASSES, 1);
    }
}
