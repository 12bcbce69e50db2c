package dev.kiln.samples.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Networks for images of 28 or 32 rows, made of these parts. */
record SmallNetworks<P>(Parts<P> parts, int classes) {

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
                        parts.dense(classes)));
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
                        parts.dense(classes)));
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
        layers.add(parts.dense(classes));
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
                        parts.dense(classes)));
    }

    P mlp() {
        return parts.chain(
                List.of(parts.flatten(), parts.dense(128), parts.relu(), parts.dense(classes)));
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
