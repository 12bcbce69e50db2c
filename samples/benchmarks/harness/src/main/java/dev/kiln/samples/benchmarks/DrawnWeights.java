package dev.kiln.samples.benchmarks;

import dev.kiln.samples.benchmarks.DrawnWeights.Part;
import dev.kiln.samples.benchmarks.DrawnWeights.Signal;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * Draws weights for a network that has not been trained, in the order of the layers. As in He's
 * initialization their variance makes up for the number and the size of the inputs, so that numbers
 * neither vanish nor explode on the way to the logits; batch norm nearly is the identity.
 */
public final class DrawnWeights implements Parts<Part> {

    private static final int MOST = 1 << 25;
    private static final double SPREAD = 0.1;

    private final SplittableRandom random = new SplittableRandom(1);
    private final FloatBuffer weights = ByteBuffer.allocateDirect(4 * MOST).asFloatBuffer();

    private DrawnWeights() {}

    /**
     * Numbers between two layers.
     *
     * @param power about the mean of their squares
     * @param positive whether most are not negative
     */
    record Signal(int channels, int side, double power, boolean positive) {

        /** What may have any sign. */
        Signal(int channels, int side) {
            this(channels, side, 1, false);
        }

        Signal withSide(int other) {
            return new Signal(channels, other, power, positive);
        }
    }

    /** From its input to its output. */
    interface Part extends UnaryOperator<Signal> {}

    /** As many as this network has, always the same. */
    public static float[] of(Architecture network) {
        DrawnWeights drawn = new DrawnWeights();
        Signal images = new Signal(network.channels(), network.side());
        Signal logits = network.build(drawn).apply(images);
        if (logits.channels() != network.classes()) {
            throw new IllegalStateException(network + " has " + logits.channels() + " logits");
        }
        float[] weights = new float[drawn.weights.flip().remaining()];
        drawn.weights.get(weights);
        return weights;
    }

    @Override
    public Part convolution(int filters, int kernel, int stride, int padding, boolean bias) {
        return in -> {
            weights(filters, in.channels() * kernel * kernel, in.power(), bias);
            int side = (in.side() + 2 * padding - kernel) / stride + 1;
            return new Signal(filters, side);
        };
    }

    @Override
    public Part depthwise(int channels, int kernel, int stride, int padding) {
        return in -> {
            weights(channels, kernel * kernel, in.power(), false);
            int side = (in.side() + 2 * padding - kernel) / stride + 1;
            return new Signal(channels, side);
        };
    }

    private void weights(int outputs, int inputs, double power, boolean bias) {
        gaussian(outputs * inputs, 0, 1 / Math.sqrt(inputs * power));
        if (bias) {
            gaussian(outputs, 0, SPREAD);
        }
    }

    @Override
    public Part batchNorm() {
        return in -> {
            gaussian(in.channels(), 1, SPREAD);
            gaussian(in.channels(), 0, SPREAD);
            gaussian(in.channels(), 0, SPREAD);
            for (int channel = 0; channel < in.channels(); channel++) {
                weights.put((float) (in.power() * random.nextDouble(0.8, 1.2)));
            }
            return new Signal(in.channels(), in.side());
        };
    }

    @Override
    public Part relu() {
        return in -> {
            double power = in.positive() ? in.power() : in.power() / 2;
            return new Signal(in.channels(), in.side(), power, true);
        };
    }

    /** The largest of a square are larger than most. */
    @Override
    public Part maxPool(int size, int stride, int padding) {
        return in -> {
            int side = (in.side() + 2 * padding - size) / stride + 1;
            return new Signal(in.channels(), side, 2 * in.power(), in.positive());
        };
    }

    @Override
    public Part coveringMaxPool(int size, int stride) {
        return maxPool(size, stride, stride / 2);
    }

    @Override
    public Part averagePool(int size) {
        return in -> in.withSide(in.side() / size);
    }

    @Override
    public Part globalAverage() {
        return in -> in.withSide(1);
    }

    @Override
    public Part flatten() {
        return in -> {
            int numbers = in.channels() * in.side() * in.side();
            return new Signal(numbers, 1, in.power(), in.positive());
        };
    }

    @Override
    public Part dense(int units) {
        return in -> {
            weights(units, in.channels(), in.power(), true);
            return new Signal(units, 1);
        };
    }

    @Override
    public Part dropout(double rate) {
        return in -> in;
    }

    @Override
    public Part chain(List<Part> parts) {
        return in -> {
            Signal signal = in;
            for (Part part : parts) {
                signal = part.apply(signal);
            }
            return signal;
        };
    }

    @Override
    public Part sum(Part shortcut, Part path) {
        return in -> {
            Signal first = shortcut.apply(in);
            Signal second = path.apply(in);
            double power = first.power() + second.power();
            boolean positive = first.positive() || second.positive();
            return new Signal(second.channels(), second.side(), power, positive);
        };
    }

    @Override
    public Part join(List<Part> branches) {
        return in -> {
            int channels = 0;
            double power = 0;
            boolean positive = true;
            for (Part branch : branches) {
                Signal signal = branch.apply(in);
                channels += signal.channels();
                power += signal.channels() * signal.power();
                positive &= signal.positive();
            }
            return new Signal(channels, in.side(), power / channels, positive);
        };
    }

    private void gaussian(int count, double mean, double deviation) {
        for (int i = 0; i < count; i++) {
            weights.put((float) random.nextGaussian(mean, deviation));
        }
    }
}
