package dev.kiln.processor.gradient;

import java.util.Arrays;
import java.util.Random;

/** Windows with every way to write their padding. */
final class RandomWindow {

    private RandomWindow() {}

    /** {@code convolution}: may be dilated, and may see nothing but padding. */
    static Window draw(Random random, boolean convolution) {
        int[] kernel = pair(random, 5);
        int[] stride = random.nextInt(convolution ? 3 : 2) == 0 ? kernel.clone() : pair(random, 4);
        stride = convolution && random.nextBoolean() ? new int[] {1, 1} : stride;
        int[] dilation = convolution && random.nextInt(3) == 0 ? pair(random, 3) : new int[] {1, 1};
        int[] most = new int[2];
        for (int axis = 0; axis < 2; axis++) {
            int covered = dilation[axis] * (kernel[axis] - 1) + 1;
            most[axis] = convolution && random.nextInt(8) == 0 ? covered : covered - 1;
        }
        int both = Math.min(most[0], most[1]);
        switch (random.nextInt(5)) {
            case 0 -> {
                return Window.same(kernel, stride, dilation);
            }
            case 1 -> {
                return new Window(kernel, stride, dilation, new int[4], "VALID");
            }
            case 2 -> {
                int n = random.nextInt(both + 1);
                int[] all = {n, n, n, n};
                return new Window(kernel, stride, dilation, all, Integer.toString(n));
            }
            case 3 -> {
                int v = random.nextInt(most[0] + 1);
                int h = random.nextInt(most[1] + 1);
                int[] all = {v, v, h, h};
                return new Window(kernel, stride, dilation, all, "{" + v + ", " + h + "}");
            }
            default -> {
                int[] all = new int[4];
                Arrays.setAll(all, side -> random.nextInt(most[side / 2] + 1));
                return Window.of(kernel, stride, dilation, all);
            }
        }
    }

    private static int[] pair(Random random, int most) {
        int a = 1 + random.nextInt(most);
        return new int[] {a, random.nextBoolean() ? a : 1 + random.nextInt(most)};
    }
}
