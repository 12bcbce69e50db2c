package dev.kiln.runtime.data;

import dev.kiln.runtime.Shape;
import dev.kiln.runtime.internal.kernel.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Random changes of training samples: the same seed, epoch and sample give the same change,
 * whatever thread makes it and in whatever order. They move pixels and never change what a number
 * means: only training samples are augmented, so scales, means and deviations belong to the model,
 * {@code @Input(scale, mean, deviation)}, which evaluation and predictors share.
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

    /**
     * Also mirrors every second image, left to right. Not for letters, digits and whatever else
     * becomes something else in a mirror.
     */
    public Augmentation flip() {
        return with(new Flip());
    }

    /**
     * Also moves images by up to so many pixels in every direction.
     *
     * @param fill raw value of what is uncovered: one number, or one for each channel; without it
     *     zero, which is black
     * @throws IllegalArgumentException if {@code pixels} is negative
     */
    public Augmentation shift(int pixels, float... fill) {
        List<Float> values = new ArrayList<>();
        for (float value : fill) {
            values.add(value);
        }
        return with(new Shift(pixels, values));
    }

    /**
     * Also cuts the image out of itself with a border of so many zeros: another name for {@link
     * #shift}, under which papers know it (He et al. 2016: a border of 4).
     */
    public Augmentation crop(int border) {
        return shift(border);
    }

    /**
     * Checks that the changes make sense for samples of a shape.
     *
     * @throws IllegalArgumentException if they are vectors, if a shift moves all pixels out of the
     *     image, or if there is another number of filling values than of channels
     */
    public void check(Shape shape) {
        if (!changes.isEmpty() && shape.height() == 1 && shape.width() == 1) {
            throw new IllegalArgumentException(
                    "augmentation changes images, but the samples are " + shape + ", vectors");
        }
        changes.forEach(change -> change.check(shape));
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
        /** Throws an IllegalArgumentException if it makes no sense for a shape. */
        default void check(Shape shape) {}

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

    private record Shift(int pixels, List<Float> fill) implements Change {

        Shift {
            fill = List.copyOf(fill);
            if (pixels < 0) {
                throw new IllegalArgumentException(
                        "the shift is " + pixels + ", expected 0 or more");
            }
        }

        @Override
        public void check(Shape shape) {
            if (pixels >= shape.height() || pixels >= shape.width()) {
                throw new IllegalArgumentException(
                        "a shift by up to " + pixels + " pixels can empty images of " + shape);
            }
            if (fill.size() > 1 && fill.size() != shape.channels()) {
                throw new IllegalArgumentException(
                        "there are "
                                + fill.size()
                                + " values to fill "
                                + shape.channels()
                                + " channels with");
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
                    fill(data, to, to + pitch, shape.channels());
                } else {
                    moveRow(data, offset + source * pitch, to, shape, right);
                }
            }
        }

        private void moveRow(float[] data, int from, int to, Shape shape, int right) {
            int channels = shape.channels();
            int kept = Math.max(0, shape.width() - Math.abs(right)) * channels;
            int lost = shape.width() * channels - kept;
            if (right >= 0) {
                System.arraycopy(data, from, data, to + lost, kept);
                fill(data, to, to + lost, channels);
            } else {
                System.arraycopy(data, from + lost, data, to, kept);
                fill(data, to + kept, to + kept + lost, channels);
            }
        }

        /** Whole pixels. */
        private void fill(float[] data, int from, int to, int channels) {
            if (fill.size() <= 1) {
                Arrays.fill(data, from, to, fill.isEmpty() ? 0f : fill.get(0));
                return;
            }
            for (int i = from; i < to; i++) {
                data[i] = fill.get((i - from) % channels);
            }
        }
    }
}
