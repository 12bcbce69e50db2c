package dev.kiln.samples.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import dev.kiln.samples.benchmarks.Parts;
import java.util.List;

/** Makes networks of DJL's own blocks. */
final class DjlParts implements Parts<Block> {

    @Override
    public Block convolution(int filters, int kernel, int stride, int padding, boolean bias) {
        return Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(padding, padding))
                .optBias(bias)
                .build();
    }

    @Override
    public Block depthwise(int channels, int kernel, int stride, int padding) {
        return Conv2d.builder()
                .setFilters(channels)
                .setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(padding, padding))
                .optGroups(channels)
                .optBias(false)
                .build();
    }

    @Override
    public Block batchNorm() {
        return BatchNorm.builder().optEpsilon(1e-5f).optMomentum(0.9f).build();
    }

    @Override
    public Block relu() {
        return Activation.reluBlock();
    }

    @Override
    public Block maxPool(int size, int stride, int padding) {
        return Pool.maxPool2dBlock(
                new Shape(size, size), new Shape(stride, stride), new Shape(padding, padding));
    }

    @Override
    public Block coveringMaxPool(int size, int stride) {
        return Pool.maxPool2dBlock(
                new Shape(size, size), new Shape(stride, stride), new Shape(0, 0), true);
    }

    @Override
    public Block averagePool(int size) {
        return Pool.avgPool2dBlock(new Shape(size, size), new Shape(size, size));
    }

    @Override
    public Block globalAverage() {
        return Pool.globalAvgPool2dBlock();
    }

    @Override
    public Block flatten() {
        return Blocks.batchFlattenBlock();
    }

    @Override
    public Block dense(int units) {
        return Linear.builder().setUnits(units).build();
    }

    @Override
    public Block dropout(double rate) {
        return Dropout.builder().optRate((float) rate).build();
    }

    @Override
    public Block chain(List<Block> parts) {
        return parts.isEmpty() ? Blocks.identityBlock() : new SequentialBlock().addAll(parts);
    }

    @Override
    public Block sum(Block shortcut, Block path) {
        return new ParallelBlock(
                outputs -> new NDList(array(outputs, 0).add(array(outputs, 1))),
                List.of(shortcut, path));
    }

    @Override
    public Block join(List<Block> branches) {
        return new ParallelBlock(
                outputs -> {
                    NDList arrays = new NDList();
                    outputs.forEach(arrays::addAll);
                    return new NDList(NDArrays.concat(arrays, 1));
                },
                branches);
    }

    private static NDArray array(List<NDList> outputs, int branch) {
        return outputs.get(branch).singletonOrThrow();
    }
}
