package dev.kiln.pictures;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;

/**
 * Which pixels move a class most: the size of the gradient by the input of the log-odds of the
 * class, whose slope does not vanish where the network is sure. The mean of gradients at copies
 * with a little noise is less spotted than one alone (Smilkov et al., "SmoothGrad", 2017); it is
 * the mean over what dropout leaves too.
 */
final class Saliency {

    private static final int COPIES = 16;

    /** Deviation of the noise, as a share of the range of the pixels. */
    private static final double NOISE = 0.1;

    private static final long SEED = 0x5a11e9c7L;
    private static final float LEAST = 1e-30f;
    private static final double SUM_TOLERANCE = 1e-3;

    private final Network network;
    private final float[] pixels;
    private final int label;

    Saliency(Network network, float[] pixels, int label) {
        if (pixels.length != network.input().size()) {
            throw new IllegalArgumentException(
                    Text.format(
                            "%s: the image has %,d numbers, expected %s = %,d",
                            network.model(),
                            pixels.length,
                            network.input(),
                            network.input().size()));
        }
        if (label < 0 || label >= network.output().size()) {
            throw new IllegalArgumentException(
                    Text.format(
                            "%s: class %d is asked for, there are 0 to %d",
                            network.model(), label, network.output().size() - 1));
        }
        if (network.batchNormPixels() > 0) {
            throw new IllegalArgumentException(
                    network.model()
                            + ": gradients are those of training, in which batch norm compares an"
                            + " image with others; there is no saliency of one alone");
        }
        this.network = network;
        this.pixels = pixels;
        this.label = label;
    }

    Picture picture() {
        Shape shape = network.input();
        String image = Raster.sample(shape.height(), shape.width(), shape.channels(), pixels);
        String values = Raster.signed(shape.height(), shape.width(), values());
        double proportion = (double) shape.height() / shape.width();
        List<String> names = network.classNames();
        String name = label < names.size() ? names.get(label) : Integer.toString(label);
        List<Sheet.Tile> tiles =
                List.of(
                        new Sheet.Tile(List.of(image), proportion, List.of("image"), "the image"),
                        new Sheet.Tile(
                                List.of(image, values),
                                proportion,
                                List.of("what counts for " + name),
                                "pixels that move " + name + " most"));
        return new Sheet("Saliency", "Pixels that move " + name + " most, in amber.", 2, tiles)
                .picture();
    }

    /** For each pixel the largest size over its channels: [height x width]. */
    float[] values() {
        FMatrixRMaj input = copies();
        int classes = network.output().size();
        FMatrixRMaj output = network.forward(input, null);
        FMatrixRMaj slopes = new FMatrixRMaj(COPIES, classes);
        for (int row = 0; row < COPIES; row++) {
            slope(output.data, slopes.data, row * classes, classes);
        }
        network.backward(slopes);
        float[] gradients = network.inputGradient().data;
        int channels = network.input().channels();
        float[] sums = new float[pixels.length];
        for (int i = 0; i < COPIES * pixels.length; i++) {
            sums[i % pixels.length] += gradients[i];
        }
        float[] values = new float[pixels.length / channels];
        for (int i = 0; i < pixels.length; i++) {
            values[i / channels] = Math.max(values[i / channels], Math.abs(sums[i]));
        }
        return values;
    }

    private FMatrixRMaj copies() {
        Random random = new Random(SEED);
        double range = range();
        FMatrixRMaj input = new FMatrixRMaj(COPIES, pixels.length);
        for (int i = 0; i < input.data.length; i++) {
            double noise = NOISE * range * random.nextGaussian();
            input.data[i] = (float) (pixels[i % pixels.length] + noise);
        }
        return input;
    }

    private double range() {
        double[] values = IntStream.range(0, pixels.length).mapToDouble(i -> pixels[i]).toArray();
        return Arrays.stream(values).max().orElse(0) - Arrays.stream(values).min().orElse(0);
    }

    /**
     * Slope of the log-odds by the probabilities of all classes; of other outputs that of itself.
     */
    private void slope(float[] output, float[] slope, int from, int classes) {
        float own = output[from + label];
        float others = 0;
        boolean probabilities = classes > 1;
        for (int c = 0; c < classes; c++) {
            probabilities &= output[from + c] >= 0 && output[from + c] <= 1;
            others += c == label ? 0 : output[from + c];
        }
        if (!probabilities || Math.abs(own + others - 1) > SUM_TOLERANCE) {
            slope[from + label] = 1;
            return;
        }
        Arrays.fill(slope, from, from + classes, -1 / Math.max(others, LEAST));
        slope[from + label] = 1 / Math.max(own, LEAST);
    }
}
