package dev.kiln.runtime.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class NormalizationSumsTest {

    private static final double EPSILON = 0.25;

    @Test
    void gradientsAreTheSumsOfAllChunks() {
        float[] gradientSum = new float[2];
        float[] productSum = new float[2];
        NormalizationSums.gradients(
                5,
                2,
                EPSILON,
                new float[][] {{1, 2}, {3, 4}, {5, 6}},
                new float[][] {{1, 3}, {2, 4}, {6, 2}},
                new float[] {2, 3.75f},
                gradientSum,
                productSum);
        assertArrayEquals(new float[] {9, 12}, gradientSum);
        // Deviations of 1.5 and 2.
        assertArrayEquals(new float[] {6, 4.5f}, productSum);
    }

    @Test
    void factorsAreOfGradientMeanAndDistance() {
        float[] factors = new float[6];
        float[] variance = {0.75f, 3.75f};
        float[] gradientSum = {8, 4};
        float[] productSum = {16, 8};
        NormalizationSums.factors(
                4, EPSILON, variance, new float[] {3, 8}, gradientSum, productSum, factors);
        assertArrayEquals(new float[] {3, 4, -6, -4, 12, 4}, factors);
        NormalizationSums.factors(4, EPSILON, variance, null, gradientSum, productSum, factors);
        assertArrayEquals(new float[] {1, 0.5f, -2, -0.5f, 4, 0.5f}, factors);
    }

    @Test
    void runningStatisticsMoveTowardsTheBatch() {
        float[] mean = {1, 2};
        float[] variance = {4, 8};
        NormalizationSums.run(5, 0.5, new float[] {3, 2}, new float[] {8, 0}, mean, variance);
        assertArrayEquals(new float[] {2, 2}, mean);
        assertArrayEquals(new float[] {7, 4}, variance);
    }

    @Test
    void oneNumberHasNoVariance() {
        float[] mean = {1};
        float[] variance = {4};
        NormalizationSums.run(1, 0.5, new float[] {3}, new float[] {0}, mean, variance);
        assertArrayEquals(new float[] {2}, mean);
        assertArrayEquals(new float[] {4}, variance);
    }
}
