package dev.kiln.runtime.internal.panel;

import java.util.Random;

/** Kinds of numbers that kernels may meet. */
enum Numbers {

    /** Normally distributed, some of them zeros of either sign. */
    NORMAL,

    /** NaN, infinite and denormal ones among them. */
    SPECIAL,

    /** Zeros of either sign: so are their sums. */
    ZEROS;

    private static final int RARE = 64;

    float[] draw(Random random, int n) {
        float[] numbers = new float[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = draw(random);
        }
        return numbers;
    }

    private float draw(Random random) {
        float number = (float) random.nextGaussian();
        boolean rare = random.nextInt(RARE) == 0;
        return switch (this) {
            case NORMAL -> rare ? Math.copySign(0f, number) : number;
            case SPECIAL -> rare ? special(random) : number;
            case ZEROS -> Math.copySign(0f, number);
        };
    }

    private static float special(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Float.NaN;
            case 1 -> Float.POSITIVE_INFINITY;
            case 2 -> Float.NEGATIVE_INFINITY;
            case 3 -> Float.MIN_VALUE;
            default -> Float.MAX_VALUE;
        };
    }
}
