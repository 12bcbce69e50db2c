package dev.kiln.runtime.internal.panel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Moments and gradients of a batch normalization, and naive chains.
 *
 * @param before channels of the gradient in front of those that are normalized
 * @param behind channels of the gradient behind them
 * @param keeps whether the gradient in front of ReLU is kept
 */
record BatchNormCase(
        int samples,
        int pixels,
        int channels,
        int before,
        int behind,
        boolean relu,
        boolean keeps,
        Numbers numbers)
        implements VectorCase {

    private static final int RUN = 64;

    /** Numbers in front of working memory. */
    private static final int WORK = 5;

    static List<BatchNormCase> all() {
        List<BatchNormCase> cases = new ArrayList<>();
        Random random = new Random(29);
        for (int channels : new int[] {1, 3, 4, 7, 8, 13, 16, 17, 24, 31, 32, 33, 67}) {
            for (int pixels : new int[] {1, 49, 64, 65, 196}) {
                for (int flags = 0; flags < 1 << 3; flags++) {
                    boolean whole = (flags & 4) == 0;
                    cases.add(
                            new BatchNormCase(
                                    1 + random.nextInt(3),
                                    pixels,
                                    channels,
                                    whole ? 0 : random.nextInt(5),
                                    whole ? 0 : 1 + random.nextInt(5),
                                    (flags & 1) == 0,
                                    (flags & 2) == 0,
                                    random.nextInt(4) == 0 ? Numbers.SPECIAL : Numbers.NORMAL));
                }
            }
        }
        return cases;
    }

    @Override
    public String difference() {
        Random random = new Random(toString().hashCode());
        float[] input = numbers.draw(random, samples * pixels * channels);
        float[] mean = numbers.draw(random, channels);
        float[] gradient = numbers.draw(random, samples * pixels * total());
        for (String difference :
                List.of(
                        differenceOfMoments(input),
                        differenceOfSums(random, input, mean, gradient),
                        differenceOfGradient(random, input, mean, gradient))) {
            if (!difference.isEmpty()) {
                return difference;
            }
        }
        return "";
    }

    private int total() {
        return before + channels + behind;
    }

    private String differenceOfMoments(float[] input) {
        double[] moments = new double[2 * channels];
        float[] scratch = new float[WORK + 2 * channels];
        Arrays.fill(scratch, Float.NaN);
        for (int sample = 0; sample < samples; sample++) {
            BatchNorm.addMoments(sample, pixels, channels, input, moments, scratch, WORK);
        }
        BatchNorm.endMoments(samples, pixels, channels, input, moments);
        float[] expected = new float[2 * channels];
        float[] actual = new float[2 * channels];
        for (int c = 0; c < channels; c++) {
            moments(input, c, expected);
        }
        for (int i = 0; i < actual.length; i++) {
            actual[i] = (float) moments[i];
        }
        return VectorCase.difference("moments of " + this, expected, actual);
    }

    private void moments(float[] input, int c, float[] expected) {
        float first = input[c];
        double sum = 0;
        double square = 0;
        for (int sample = 0; sample < samples; sample++) {
            for (int run = 0; run < pixels; run += RUN) {
                int some = Math.min(RUN, pixels - run);
                float distance = 0;
                for (int i = 0; i < some; i++) {
                    distance += input[(sample * pixels + run + i) * channels + c] - first;
                }
                float middle = distance * (1f / some);
                float spread = 0;
                for (int i = 0; i < some; i++) {
                    float x = input[(sample * pixels + run + i) * channels + c];
                    float rest = x - first - middle;
                    spread = Math.fma(rest, rest, spread);
                }
                sum += distance;
                square += spread + (double) distance * distance / some;
            }
        }
        double count = samples * pixels;
        expected[c] = (float) (first + sum / count);
        expected[channels + c] = (float) Math.max(square - sum * sum / count, 0);
    }

    private String differenceOfSums(Random random, float[] input, float[] mean, float[] gradient) {
        float[] output = numbers.draw(random, gradient.length);
        for (int i = 0; i < output.length; i++) {
            output[i] = Math.max(output[i], 0);
        }
        float[] masked = new float[input.length];
        float[] expected = new float[2 * channels];
        for (int c = 0; c < channels; c++) {
            for (int sample = 0; sample < samples; sample++) {
                for (int run = 0; run < pixels; run += RUN) {
                    float sum = 0;
                    float product = 0;
                    for (int i = run; i < Math.min(run + RUN, pixels); i++) {
                        int pixel = sample * pixels + i;
                        int at = pixel * total() + before + c;
                        float g = relu && output[at] == 0 ? 0 : gradient[at];
                        masked[pixel * channels + c] = g;
                        sum += g;
                        product = Math.fma(g, input[pixel * channels + c] - mean[c], product);
                    }
                    expected[c] += sum;
                    expected[channels + c] += product;
                }
            }
        }
        float[] kept = relu && keeps ? new float[input.length] : null;
        float[] sums = new float[channels];
        float[] products = new float[channels];
        BatchNorm.gradientSums(
                samples,
                pixels,
                channels,
                gradient,
                before,
                total(),
                relu ? output : null,
                input,
                mean,
                kept,
                sums,
                products,
                new float[(2 + RUN) * channels]);
        float[] actual = Arrays.copyOf(sums, 2 * channels);
        System.arraycopy(products, 0, actual, channels, channels);
        String difference = VectorCase.difference("sums of " + this, expected, actual);
        return !difference.isEmpty() || kept == null
                ? difference
                : VectorCase.difference("kept gradient of " + this, masked, kept);
    }

    private String differenceOfGradient(
            Random random, float[] input, float[] mean, float[] gradient) {
        float[] factors = numbers.draw(random, 3 * channels);
        float[] expected = new float[input.length];
        for (int i = 0; i < expected.length; i++) {
            int c = i % channels;
            float g = gradient[i / channels * total() + before + c];
            float centered = Math.fma(g, factors[c], factors[channels + c]);
            expected[i] = Math.fma(mean[c] - input[i], factors[2 * channels + c], centered);
        }
        float[] actual = new float[input.length];
        BatchNorm.inputGradient(
                samples * pixels,
                channels,
                gradient,
                before,
                total(),
                input,
                mean,
                factors,
                actual);
        return VectorCase.difference("gradient of " + this, expected, actual);
    }
}
