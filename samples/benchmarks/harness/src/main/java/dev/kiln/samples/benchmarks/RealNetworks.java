package dev.kiln.samples.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Published networks for ImageNet, made of these parts, as torchvision has them. Where MobileNet-v2
 * has ReLU6 it has ReLU; GoogLeNet is without auxiliary outputs.
 */
record RealNetworks<P>(Parts<P> parts, int classes) {

    P resnet18() {
        return residual(new int[] {2, 2, 2, 2}, 1, this::basicBlock);
    }

    P resnet50() {
        return residual(new int[] {3, 4, 6, 3}, 4, this::bottleneck);
    }

    /**
     * A stem of 64 channels and four stages.
     *
     * @param expansion channels behind a block, for each of its width
     * @param path what is added to the shortcut, by width and stride
     */
    private P residual(int[] blocks, int expansion, BiFunction<Integer, Integer, P> path) {
        List<P> layers = new ArrayList<>();
        layers.add(activated(64, 7, 2));
        layers.add(parts.maxPool(3, 2, 1));
        int inputs = 64;
        for (int stage = 0; stage < blocks.length; stage++) {
            int outputs = expansion * (64 << stage);
            for (int block = 0; block < blocks[stage]; block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                P shortcut =
                        inputs == outputs ? parts.chain(List.of()) : normalized(outputs, 1, stride);
                layers.add(parts.sum(shortcut, path.apply(64 << stage, stride)));
                layers.add(parts.relu());
                inputs = outputs;
            }
        }
        layers.add(parts.globalAverage());
        layers.add(parts.dense(classes));
        return parts.chain(layers);
    }

    private P basicBlock(int width, int stride) {
        return parts.chain(List.of(activated(width, 3, stride), normalized(width, 3, 1)));
    }

    private P bottleneck(int width, int stride) {
        return parts.chain(
                List.of(
                        activated(width, 1, 1),
                        activated(width, 3, stride),
                        normalized(4 * width, 1, 1)));
    }

    P mobileNet2() {
        List<P> layers = new ArrayList<>();
        layers.add(activated(32, 3, 2));
        layers.add(depthwise(32, 1));
        layers.add(normalized(16, 1, 1));
        int inputs = 16;
        int[][] stages = {{24, 2, 2}, {32, 3, 2}, {64, 4, 2}, {96, 3, 1}, {160, 3, 2}, {320, 1, 1}};
        for (int[] stage : stages) {
            int outputs = stage[0];
            layers.add(inverted(inputs, outputs, stage[2]));
            for (int block = 1; block < stage[1]; block++) {
                layers.add(parts.sum(parts.chain(List.of()), inverted(outputs, outputs, 1)));
            }
            inputs = outputs;
        }
        layers.add(activated(1280, 1, 1));
        layers.add(parts.globalAverage());
        layers.add(parts.dropout(0.2));
        layers.add(parts.dense(classes));
        return parts.chain(layers);
    }

    private P inverted(int inputs, int outputs, int stride) {
        return parts.chain(
                List.of(
                        activated(6 * inputs, 1, 1),
                        depthwise(6 * inputs, stride),
                        normalized(outputs, 1, 1)));
    }

    private P depthwise(int channels, int stride) {
        return parts.chain(
                List.of(parts.depthwise(channels, 3, stride, 1), parts.batchNorm(), parts.relu()));
    }

    P googLeNet() {
        return parts.chain(
                List.of(
                        activated(64, 7, 2),
                        parts.coveringMaxPool(3, 2),
                        activated(64, 1, 1),
                        activated(192, 3, 1),
                        parts.coveringMaxPool(3, 2),
                        mixed(64, 96, 128, 16, 32, 32),
                        mixed(128, 128, 192, 32, 96, 64),
                        parts.coveringMaxPool(3, 2),
                        mixed(192, 96, 208, 16, 48, 64),
                        mixed(160, 112, 224, 24, 64, 64),
                        mixed(128, 128, 256, 24, 64, 64),
                        mixed(112, 144, 288, 32, 64, 64),
                        mixed(256, 160, 320, 32, 128, 128),
                        parts.maxPool(2, 2, 0),
                        mixed(256, 160, 320, 32, 128, 128),
                        mixed(384, 192, 384, 48, 128, 128),
                        parts.globalAverage(),
                        parts.dropout(0.2),
                        parts.dense(classes)));
    }

    private P mixed(int one, int reduce3, int three, int reduce5, int five, int pooled) {
        return parts.join(
                List.of(
                        activated(one, 1, 1),
                        parts.chain(List.of(activated(reduce3, 1, 1), activated(three, 3, 1))),
                        parts.chain(List.of(activated(reduce5, 1, 1), activated(five, 3, 1))),
                        parts.chain(List.of(parts.maxPool(3, 1, 1), activated(pooled, 1, 1)))));
    }

    P denseNet121() {
        List<P> layers = new ArrayList<>();
        layers.add(activated(64, 7, 2));
        layers.add(parts.maxPool(3, 2, 1));
        int channels = 64;
        int[] blocks = {6, 12, 24, 16};
        for (int block = 0; block < blocks.length; block++) {
            if (block > 0) {
                channels /= 2;
                layers.add(normalizedFirst(channels, 1));
                layers.add(parts.averagePool(2));
            }
            for (int layer = 0; layer < blocks[block]; layer++) {
                P added = parts.chain(List.of(normalizedFirst(128, 1), normalizedFirst(32, 3)));
                layers.add(parts.join(List.of(parts.chain(List.of()), added)));
                channels += 32;
            }
        }
        layers.add(parts.batchNorm());
        layers.add(parts.relu());
        layers.add(parts.globalAverage());
        layers.add(parts.dense(classes));
        return parts.chain(layers);
    }

    private P normalizedFirst(int filters, int kernel) {
        return parts.chain(
                List.of(
                        parts.batchNorm(),
                        parts.relu(),
                        parts.convolution(filters, kernel, 1, kernel / 2, false)));
    }

    P squeezeNet() {
        return parts.chain(
                List.of(
                        parts.convolution(64, 3, 2, 0, true),
                        parts.relu(),
                        parts.maxPool(3, 2, 0),
                        fire(16),
                        fire(16),
                        parts.maxPool(3, 2, 0),
                        fire(32),
                        fire(32),
                        parts.maxPool(3, 2, 0),
                        fire(48),
                        fire(48),
                        fire(64),
                        fire(64),
                        parts.dropout(0.5),
                        biased(classes, 1),
                        parts.globalAverage()));
    }

    private P fire(int width) {
        P expand = parts.join(List.of(biased(4 * width, 1), biased(4 * width, 3)));
        return parts.chain(List.of(biased(width, 1), expand));
    }

    private P biased(int filters, int kernel) {
        return parts.chain(
                List.of(parts.convolution(filters, kernel, 1, kernel / 2, true), parts.relu()));
    }

    private P activated(int filters, int kernel, int stride) {
        return parts.chain(List.of(normalized(filters, kernel, stride), parts.relu()));
    }

    private P normalized(int filters, int kernel, int stride) {
        return parts.chain(
                List.of(
                        parts.convolution(filters, kernel, stride, kernel / 2, false),
                        parts.batchNorm()));
    }
}
