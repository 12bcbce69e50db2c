package dev.kiln.runtime.internal.panel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A batch normalization of some pixels and a sum of two maps, and naive loops.
 *
 * @param before channels of the output in front of those that are normalized
 * @param behind channels of the output behind them
 */
record MapCase(
        int pixels,
        int channels,
        int before,
        int behind,
        boolean addend,
        boolean relu,
        Numbers numbers)
        implements VectorCase {

    private static final float MARK = 7777f;

    static List<MapCase> all() {
        List<MapCase> cases = new ArrayList<>();
        Random random = new Random(23);
        for (int channels :
                new int[] {1, 3, 4, 7, 8, 13, 16, 17, 31, 32, 33, 67, 600, 1024, 1030, 2050}) {
            for (Numbers numbers : Numbers.values()) {
                for (int flags = 0; flags < 1 << 3; flags++) {
                    cases.add(
                            new MapCase(
                                    1 + random.nextInt(5),
                                    channels,
                                    flags >> 2 == 0 ? 0 : 1 + random.nextInt(5),
                                    flags >> 2 == 0 ? 0 : 1 + random.nextInt(5),
                                    (flags & 1) == 0,
                                    (flags & 2) == 0,
                                    numbers));
                }
            }
        }
        return cases;
    }

    @Override
    public String difference() {
        Random random = new Random(toString().hashCode());
        float[] input = numbers.draw(random, pixels * channels);
        float[] other = numbers.draw(random, pixels * channels);
        String difference = differenceOfNormalize(random, input, addend ? other : null);
        return difference.isEmpty() ? differenceOfSum(input, other) : difference;
    }

    private String differenceOfNormalize(Random random, float[] input, float[] other) {
        float[] mean = numbers.draw(random, channels);
        float[] factor = numbers.draw(random, channels);
        float[] shift = numbers.draw(random, channels);
        int total = before + channels + behind;
        float[] output = new float[pixels * total];
        Arrays.fill(output, MARK);
        float[] expected = output.clone();
        for (int i = 0; i < input.length; i++) {
            int c = i % channels;
            float value = Math.fma(input[i] - mean[c], factor[c], shift[c]);
            value = other == null ? value : value + other[i];
            expected[i / channels * total + before + c] = relu ? Math.max(value, 0) : value;
        }
        Maps.normalize(
                pixels,
                channels,
                input,
                mean,
                factor,
                shift,
                other,
                output,
                before,
                total,
                relu,
                VectorCase.lines());
        return VectorCase.difference("normalize of " + this, expected, output);
    }

    private String differenceOfSum(float[] a, float[] b) {
        float[] output = new float[a.length + 1];
        output[a.length] = MARK;
        float[] expected = output.clone();
        for (int i = 0; i < a.length; i++) {
            expected[i] = relu ? Math.max(a[i] + b[i], 0) : a[i] + b[i];
        }
        Maps.sum(a.length, a, b, output, relu);
        return VectorCase.difference("sum of " + this, expected, output);
    }
}
