package dev.kiln.samples.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The five networks, described once for all libraries; Kiln's annotated classes are the same
 * networks. All end with ten logits.
 */
public enum Architecture {
    LENET(1, 28),
    VGG(3, 32),
    RESNET20(3, 32),
    INCEPTION(3, 32),
    MLP(1, 28);

    /** Outputs of every network. */
    public static final int CLASSES = 10;

    private final int channels;
    private final int side;

    Architecture(int channels, int side) {
        this.channels = channels;
        this.side = side;
    }

    /** The network of this name, as {@link #label} gives it. */
    public static Architecture of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** Name in arguments and results, such as {@code lenet}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Channels of an image. */
    public int channels() {
        return channels;
    }

    /** Rows, and columns, of an image. */
    public int side() {
        return side;
    }

    /** Numbers of an image. */
    public int imageSize() {
        return channels * side * side;
    }

    /** Whether it has dropout, so that no two libraries train it alike. */
    public boolean dropsOut() {
        return this == VGG;
    }

    /** The network, made of these parts. */
    public <P> P build(Parts<P> parts) {
        Plan<P> plan = new Plan<>(parts);
        return switch (this) {
            case LENET -> plan.lenet();
            case VGG -> plan.vgg();
            case RESNET20 -> plan.resnet20();
            case INCEPTION -> plan.inception();
            case MLP -> plan.mlp();
        };
    }

    private record Plan<P>(Parts<P> parts) {

        P lenet() {
            return parts.chain(
                    List.of(
                            parts.convolution(6, 5, 1, 2, true),
                            parts.relu(),
                            parts.maxPool(2, 2, 0),
                            parts.convolution(16, 5, 1, 0, true),
                            parts.relu(),
                            parts.maxPool(2, 2, 0),
                            parts.flatten(),
                            parts.dense(120),
                            parts.relu(),
                            parts.dense(84),
                            parts.relu(),
                            parts.dense(CLASSES)));
        }

        P vgg() {
            return parts.chain(
                    List.of(
                            convolved(32, 3),
                            convolved(32, 3),
                            parts.maxPool(2, 2, 0),
                            convolved(64, 3),
                            convolved(64, 3),
                            parts.maxPool(2, 2, 0),
                            parts.flatten(),
                            parts.dense(256),
                            parts.relu(),
                            parts.dropout(0.5),
                            parts.dense(CLASSES)));
        }

        P resnet20() {
            List<P> layers = new ArrayList<>();
            layers.add(normalized(16, 3, 1));
            layers.add(parts.relu());
            for (int width = 16; width <= 64; width *= 2) {
                for (int block = 0; block < 3; block++) {
                    boolean narrows = width > 16 && block == 0;
                    P shortcut = narrows ? normalized(width, 1, 2) : parts.chain(List.of());
                    P path =
                            parts.chain(
                                    List.of(
                                            normalized(width, 3, narrows ? 2 : 1),
                                            parts.relu(),
                                            normalized(width, 3, 1)));
                    layers.add(parts.sum(shortcut, path));
                    layers.add(parts.relu());
                }
            }
            layers.add(parts.globalAverage());
            layers.add(parts.dense(CLASSES));
            return parts.chain(layers);
        }

        P inception() {
            return parts.chain(
                    List.of(
                            convolved(32, 3),
                            parts.maxPool(2, 2, 0),
                            mixed(16, 16, 32, 8, 16, 16),
                            mixed(32, 32, 64, 8, 24, 24),
                            parts.globalAverage(),
                            parts.dense(CLASSES)));
        }

        P mlp() {
            return parts.chain(
                    List.of(parts.flatten(), parts.dense(128), parts.relu(), parts.dense(CLASSES)));
        }

        private P mixed(int one, int reduce3, int three, int reduce5, int five, int pooled) {
            return parts.join(
                    List.of(
                            convolved(one, 1),
                            parts.chain(List.of(convolved(reduce3, 1), convolved(three, 3))),
                            parts.chain(List.of(convolved(reduce5, 1), convolved(five, 5))),
                            parts.chain(List.of(parts.maxPool(3, 1, 1), convolved(pooled, 1)))));
        }

        private P convolved(int filters, int kernel) {
            return parts.chain(
                    List.of(parts.convolution(filters, kernel, 1, kernel / 2, true), parts.relu()));
        }

        private P normalized(int filters, int kernel, int stride) {
            return parts.chain(
                    List.of(
                            parts.convolution(filters, kernel, stride, kernel / 2, false),
                            parts.batchNorm()));
        }
    }
}
