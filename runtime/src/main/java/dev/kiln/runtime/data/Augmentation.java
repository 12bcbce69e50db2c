package dev.kiln.runtime.data;

import dev.kiln.runtime.Shape;
import dev.kiln.runtime.kernel.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Random changes of training samples: the same seed, epoch and sample give the same change,
 * whatever thread makes it and in whatever order.
 *
 * <pre>{@code
 * Augmentation.none().flip().shift(4)
 * }</pre>
 */
public final class Augmentation {

    private static final Augmentation NONE = new Augmentation(List.of());

    private final List<Change> changes;

    private Augmentation(List<Change> changes) {
        this.changes = List.copyOf(changes);
    }

    /** No change. */
    public static Augmentation none() {
        return NONE;
    }

    /** Also mirrors every second image, left to right. */
    public Augmentation flip() {
        return with(new Flip());
    }

    /** Also moves images by up to so many pixels in every direction; what is uncovered is zero. */
    public Augmentation shift(int pixels) {
        return with(new Shift(pixels));
    }

    /**
     * Also cuts the image out of itself with a border of so many zeros: another name for {@link
     * #shift}, under which papers know it (He et al. 2016: a border of 4).
     */
    public Augmentation crop(int border) {
        return shift(border);
    }

    /** Also subtracts the mean and divides by the deviation, one number for each channel. */
    public Augmentation normalise(List<Float> mean, List<Float> deviation) {
        return with(new Normalise(mean, deviation));
    }

    private Augmentation with(Change change) {
        List<Change> all = new ArrayList<>(changes);
        all.add(change);
        return new Augmentation(all);
    }

    /**
     * Changes one sample.
     *
     * @param data samples in row, column, channel order. Modified.
     * @param offset where the sample begins
     */
    public void apply(float[] data, int offset, Shape shape, long seed, int epoch, int sample) {
        if (changes.isEmpty()) {
            return;
        }
        RandomStream random =
                new RandomStream(seed, RandomStream.Purpose.AUGMENTATION, epoch, sample);
        for (int i = 0; i < changes.size(); i++) {
            changes.get(i).apply(data, offset, shape, random);
        }
    }

    /** What is done, in order; equal texts mean equal changes. */
    @Override
    public String toString() {
        return changes.toString();
    }

    private interface Change {
        void apply(float[] data, int offset, Shape shape, RandomStream random);
    }

    private record Flip() implements Change {
        @Override
        public void apply(float[] data, int offset, Shape shape, RandomStream random) {
            if (random.nextInt(2) == 0) {
                return;
            }
            int channels = shape.channels();
            for (int row = 0; row < shape.height(); row++) {
                int from = offset + row * shape.width() * channels;
                for (int left = 0, right = shape.width() - 1; left < right; left++, right--) {
                    for (int c = 0; c < channels; c++) {
                        float swapped = data[from + left * channels + c];
                        data[from + left * channels + c] = data[from + right * channels + c];
                        data[from + right * channels + c] = swapped;
                    }
                }
            }
        }
    }

    private record Shift(int pixels) implements Change {

        Shift {
            if (pixels < 0) {
                throw new IllegalArgumentException(
                        "the shift is " + pixels + ", expected 0 or more");
            }
        }

        @Override
        public void apply(float[] data, int offset, Shape shape, RandomStream random) {
            int down = random.nextInt(2 * pixels + 1) - pixels;
            int right = random.nextInt(2 * pixels + 1) - pixels;
            int height = shape.height();
            int pitch = shape.width() * shape.channels();
            // In the order in which nothing is overwritten before it has been moved.
            for (int i = 0; i < height; i++) {
                int row = down > 0 ? height - 1 - i : i;
                int to = offset + row * pitch;
                int source = row - down;
                if (source < 0 || source >= height) {
                    Arrays.fill(data, to, to + pitch, 0f);
                } else {
                    moveRow(data, offset + source * pitch, to, shape, right);
                }
            }
        }

        private static void moveRow(float[] data, int from, int to, Shape shape, int right) {
            int channels = shape.channels();
            int kept = Math.max(0, shape.width() - Math.abs(right)) * channels;
            int lost = shape.width() * channels - kept;
            if (right >= 0) {
                System.arraycopy(data, from, data, to + lost, kept);
                Arrays.fill(data, to, to + lost, 0f);
            } else {
                System.arraycopy(data, from + lost, data, to, kept);
                Arrays.fill(data, to + kept, to + kept + lost, 0f);
            }
        }
    }

    private record Normalise(List<Float> mean, List<Float> deviation) implements Change {

        Normalise {
            mean = List.copyOf(mean);
            deviation = List.copyOf(deviation);
            if (mean.size() != deviation.size()) {
                throw new IllegalArgumentException(
                        mean.size() + " means and " + deviation.size() + " deviations");
            }
        }

        @Override
        public void apply(float[] data, int offset, Shape shape, RandomStream random) {
            for (int i = 0; i < shape.size(); i++) {
                int c = i % shape.channels() % mean.size();
                data[offset + i] = (data[offset + i] - mean.get(c)) / deviation.get(c);
            }
        }
    }
}
