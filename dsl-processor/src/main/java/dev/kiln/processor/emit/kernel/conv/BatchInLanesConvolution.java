package dev.kiln.processor.emit.kernel.conv;

import dev.kiln.processor.emit.kernel.conv.BatchInLanesTile.Weights;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.Axis;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.kernel.ConvolutionMaxPool;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Window;

/** Convolutions with a lane for each sample. */
public final class BatchInLanesConvolution {

    private BatchInLanesConvolution() {}

    static BatchInLanesSliding of(ConvolutionForward k) {
        return of(k.name(), k, Pair.ONE);
    }

    static BatchInLanesSliding of(ConvolutionMaxPool k) {
        return of(k.name(), k.convolution(), k.size());
    }

    private static BatchInLanesSliding of(String name, ConvolutionForward k, Pair pool) {
        Window w = k.window();
        int tap = w.input().channels() * k.filters();
        BatchInLanesTile tile =
                new BatchInLanesTile(
                        Axis.forwardRows(w),
                        Axis.forwardColumns(w),
                        w.input(),
                        k.filters(),
                        new Weights(w.kernel().columns() * tap, tap, k.filters(), 1),
                        k.bias(),
                        k.activation());
        return new BatchInLanesSliding(name, tile, "input", "output", pool);
    }

    /** Without a stride, by which the gradient would fall into phases. */
    static BatchInLanesSliding of(ConvolutionInputGradient k) {
        Window w = k.window();
        int tap = w.input().channels() * k.filters();
        BatchInLanesTile tile =
                new BatchInLanesTile(
                        Axis.gradientRows(w).get(0),
                        Axis.gradientColumns(w).get(0),
                        k.output(),
                        w.input().channels(),
                        new Weights(w.kernel().columns() * tap, tap, 1, k.filters()),
                        false,
                        Activation.NONE);
        return new BatchInLanesSliding(k.name(), tile, "outputGradient", "inputGradient", Pair.ONE);
    }
}
