package dev.kiln.runtime.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Mean and deviation of each channel of raw samples, all pixels together: what {@code @Input} wants
 * to know of the training data. Printed, it can be copied there.
 *
 * <pre>{@code
 * System.out.println(ChannelStatistics.of(train));    // mean = {125.31, ...}, deviation = {...}
 * }</pre>
 *
 * @param mean one number for each channel
 * @param deviation one number for each channel, with n below the fraction; 1 where all values are
 *     equal, so that it may be divided by
 */
public record ChannelStatistics(List<Double> mean, List<Double> deviation) {

    /** Copies the lists. */
    public ChannelStatistics {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
    }

    /**
     * Reads all samples twice, so that nothing is lost where the mean is far from zero.
     *
     * @throws IllegalArgumentException if there are no samples
     */
    public static ChannelStatistics of(Dataset data) {
        if (data.size() < 1) {
            throw new IllegalArgumentException("the data set has no samples");
        }
        double[] mean = means(data, new double[data.shape().channels()], 1);
        double[] squares = means(data, mean, 2);
        List<Double> means = new ArrayList<>();
        List<Double> deviations = new ArrayList<>();
        for (int c = 0; c < mean.length; c++) {
            means.add(mean[c]);
            deviations.add(squares[c] == 0 ? 1 : Math.sqrt(squares[c]));
        }
        return new ChannelStatistics(means, deviations);
    }

    /** Means of the differences from {@code origin}, or of their squares. */
    private static double[] means(Dataset data, double[] origin, int power) {
        int channels = origin.length;
        double[] sums = new double[channels];
        float[] sample = new float[data.shape().size()];
        for (int i = 0; i < data.size(); i++) {
            data.input(i, sample, 0);
            for (int k = 0; k < sample.length; k++) {
                double difference = sample[k] - origin[k % channels];
                sums[k % channels] += power == 1 ? difference : difference * difference;
            }
        }
        double count = (double) data.size() * sample.length / channels;
        return Arrays.stream(sums).map(sum -> sum / count).toArray();
    }

    /** The attributes of {@code @Input}, rounded to floats. */
    @Override
    public String toString() {
        return "mean = {" + text(mean) + "}, deviation = {" + text(deviation) + "}";
    }

    private static String text(List<Double> numbers) {
        return String.join(
                ", ", numbers.stream().map(n -> Float.toString(n.floatValue())).toList());
    }
}
