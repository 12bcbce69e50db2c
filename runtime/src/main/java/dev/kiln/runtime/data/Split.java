package dev.kiln.runtime.data;

import java.util.Arrays;

/**
 * A data set in two parts without a common sample, each in random order. Where samples have
 * classes, each part has the same share of every class, as far as whole samples allow.
 *
 * <pre>{@code
 * Split split = data.split(0.8, 7);
 * trainer.validateOn(split.rest()).fit(split.train());
 * }</pre>
 *
 * @param train the samples to learn from
 * @param rest all others
 */
public record Split(Dataset train, Dataset rest) {

    /** See {@link Dataset#split}. */
    static Split of(Dataset whole, double share, long seed) {
        int size = whole.size();
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "the share to train on is " + share + ", expected more than 0 and less than 1");
        }
        if (size < 2) {
            throw new IllegalArgumentException(
                    "a data set of " + size + " samples can't be split, it takes at least 2");
        }
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        Selection.shuffle(order, seed);
        int trained = (int) Math.max(1, Math.min(size - 1, Math.round(share * size)));
        int[] quotas = quotas(counts(whole), share, trained);
        int[] train = new int[trained];
        int[] rest = new int[size - trained];
        int first = 0;
        int second = 0;
        for (int sample : order) {
            int group = group(whole, sample);
            if (quotas[group] > 0) {
                quotas[group]--;
                train[first++] = sample;
            } else {
                rest[second++] = sample;
            }
        }
        return new Split(new Selection(whole, train), new Selection(whole, rest));
    }

    /** Samples that are divided among themselves: those of a class, or all. */
    private static int group(Dataset whole, int sample) {
        if (whole.classes() == 0) {
            return 0;
        }
        int label = whole.label(sample);
        Lengths.checkLabel(sample, label, whole.classes());
        return label;
    }

    private static int[] counts(Dataset whole) {
        int[] counts = new int[Math.max(1, whole.classes())];
        for (int i = 0; i < whole.size(); i++) {
            counts[group(whole, i)]++;
        }
        return counts;
    }

    /**
     * How many samples of each group to train on: the whole numbers below its share, and one more
     * for those of the largest remainders until the total is reached; of equals the first.
     */
    private static int[] quotas(int[] counts, double share, int total) {
        int[] quotas = new int[counts.length];
        Integer[] groups = new Integer[counts.length];
        double[] remainders = new double[counts.length];
        int left = total;
        for (int i = 0; i < counts.length; i++) {
            quotas[i] = (int) (share * counts[i]);
            remainders[i] = share * counts[i] - quotas[i];
            groups[i] = i;
            left -= quotas[i];
        }
        Arrays.sort(groups, (a, b) -> Double.compare(remainders[b], remainders[a]));
        for (int i = 0; left > 0; i = (i + 1) % groups.length) {
            int group = groups[i];
            if (quotas[group] < counts[group]) {
                quotas[group]++;
                left--;
            }
        }
        return quotas;
    }
}
