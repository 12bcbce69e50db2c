package dev.kiln.processor.gradient;

import dev.kiln.processor.gradient.Layers.Activate;
import dev.kiln.processor.gradient.Layers.Conv;
import dev.kiln.processor.gradient.Layers.Dense;
import dev.kiln.processor.gradient.Layers.Global;
import dev.kiln.processor.gradient.Layers.Layer;
import dev.kiln.processor.gradient.Layers.Pool;
import dev.kiln.processor.gradient.Layers.Same;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A valid chain of layers, with attributes by chance; the same number gives the same network. */
final class RandomNet {

    /** How many different constants, such as class weights, one kernel takes. */
    private static final int CONSTANTS = 100;

    /** Numbers in one sample between two layers; keeps the interpreter fast. */
    private static final int LARGEST = 500;

    private static final Function[] FUNCTIONS = Function.values();

    private final Random random;
    private final List<Layer> layers = new ArrayList<>();
    private int height;
    private int width;
    private int channels;

    /** Of the last layer that isn't the identity. */
    private Function last = Function.NONE;

    private RandomNet(int number) {
        random = new Random(number * 0x9E3779B97F4A7C15L);
    }

    static Net of(int number) {
        return new RandomNet(number).net("Random" + number);
    }

    private Net net(String name) {
        switch (random.nextInt(10)) {
            case 0, 1 -> size(1, 1, between(1, 150));
            case 2 -> size(between(1, 3), between(14, 90), between(1, 2));
            case 3 -> size(between(14, 90), between(1, 3), between(1, 2));
            default -> size(between(1, 13), between(1, 13), chance(3) ? 1 : between(2, 7));
        }
        int[] input = {height, width, channels};
        Scaling scaling = scaling();
        for (int count = between(1, 6); layers.size() < count; ) {
            layer();
        }
        return new Net(name, input, between(1, 5), loss(), List.copyOf(layers), scaling);
    }

    private void size(int rows, int columns, int depth) {
        height = rows;
        width = columns;
        channels = depth;
    }

    private void layer() {
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> convolution();
            case 4, 5 -> pool();
            case 6 -> dense();
            case 7, 8 -> add(new Activate(function(1)), height, width, channels);
            default -> layers.add(new Same());
        }
    }

    private void add(Layer layer, int rows, int columns, int depth) {
        if (rows > 0 && columns > 0 && rows * columns * depth <= LARGEST) {
            layers.add(layer);
            size(rows, columns, depth);
            last = layer.activation();
        }
    }

    private void convolution() {
        Window window = RandomWindow.draw(random, true);
        int groups = chance(3) ? divisor() : 1;
        int filters = groups * (chance(8) ? 33 : between(1, groups > 1 ? 3 : 18));
        add(
                new Conv(window, filters, groups, !chance(4), function(0)),
                window.rows(height),
                window.columns(width),
                filters);
    }

    private void pool() {
        boolean max = random.nextBoolean();
        if (chance(5)) {
            add(new Global(max), 1, 1, channels);
        } else {
            Window window = RandomWindow.draw(random, false);
            boolean counted = max || random.nextBoolean();
            add(
                    new Pool(window, max, counted),
                    window.rows(height),
                    window.columns(width),
                    channels);
        }
    }

    private void dense() {
        int units = chance(6) ? 1 : between(2, chance(3) ? 150 : 35);
        add(new Dense(units, !chance(4), function(0)), 1, 1, units);
    }

    private int divisor() {
        int[] divisors =
                IntStream.rangeClosed(1, channels).filter(d -> channels % d == 0).toArray();
        return divisors[random.nextInt(divisors.length)];
    }

    /** From the {@code first} of the constants; ReLU is as frequent as it is in the world. */
    private Function function(int first) {
        return chance(4) ? Function.RELU : FUNCTIONS[between(first, FUNCTIONS.length - 1)];
    }

    private LossRule loss() {
        boolean classes = height * width == 1 && channels > 1;
        LossRule automatic =
                switch (last) {
                    case SOFTMAX -> classes ? LossRule.crossEntropy(true) : null;
                    case SIGMOID -> LossRule.binary(true);
                    default -> LossRule.squares();
                };
        if (automatic != null && chance(3)) {
            return automatic.chosen();
        }
        if (classes && last != Function.SIGMOID && chance(2)) {
            double smoothing = chance(2) ? 0 : between(1, 4) / 10.0;
            double[] weights =
                    chance(2) || channels > CONSTANTS
                            ? new double[0]
                            : random.doubles(channels, 0.2, 3).toArray();
            return new LossRule(
                    LossRule.Kind.CROSS_ENTROPY,
                    last == Function.SOFTMAX,
                    smoothing,
                    weights,
                    false);
        }
        return last != Function.SOFTMAX && chance(2)
                ? LossRule.binary(last == Function.SIGMOID)
                : LossRule.squares();
    }

    private Scaling scaling() {
        if (!chance(4) || channels > CONSTANTS) {
            return Scaling.NONE;
        }
        double[] mean = random.doubles(chance(2) ? 1 : channels, -0.5, 0.5).toArray();
        double[] deviation = random.doubles(chance(2) ? 1 : channels, 0.4, 2).toArray();
        return new Scaling(
                chance(3) ? 1 : random.nextDouble() + 0.5,
                chance(3) ? new double[0] : mean,
                chance(3) ? new double[0] : deviation);
    }

    private boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    private int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }
}
