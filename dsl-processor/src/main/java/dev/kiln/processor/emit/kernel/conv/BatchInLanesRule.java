package dev.kiln.processor.emit.kernel.conv;

import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.kernel.dense.BatchInLanesProduct;
import dev.kiln.processor.graph.Shape;
import dev.kiln.processor.graph.Window;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.Axis;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.kernel.ConvolutionMaxPool;
import dev.kiln.processor.graph.kernel.DenseInputGradient;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.LinearWithStatistics;

/**
 * Where samples lie in the lanes.
 *
 * <ul>
 *   <li>In convolutions to fewer channels than a vector has lanes, whose vectors would not be full
 *       otherwise, as far as nothing else stands against it.
 *   <li>In input gradients of dense layers of which a call has few rows: to transpose the weights
 *       would take longer than to transpose the gradients.
 * </ul>
 */
public final class BatchInLanesRule {

    /** Floats of a group of samples that stay in the second-level cache. */
    private static final int CACHED = 1 << 17;

    private BatchInLanesRule() {}

    public static boolean exists(Kernel kernel) {
        if (kernel instanceof ConvolutionForward k) {
            return FewChannelsConvolution.exists(k) && exists(k);
        }
        if (kernel instanceof ConvolutionMaxPool k) {
            return FewChannelsConvolution.exists(k) && exists(k.convolution());
        }
        if (kernel instanceof ConvolutionInputGradient k) {
            return FewChannelsConvolution.exists(k) && exists(k);
        }
        if (kernel instanceof DenseInputGradient k) {
            return exists(k);
        }
        return kernel instanceof LinearWithStatistics k && exists(k.linear());
    }

    /** One group, a target of its own, and zeros around the source that may be left out. */
    public static boolean exists(ConvolutionForward k) {
        Window w = k.window();
        Shape source = w.input();
        boolean whole = k.groups() == 1 && k.place().total() == k.filters();
        boolean begins = !k.bias() || k.activation().kind() == Activation.Kind.RELU;
        boolean inside =
                inside(Axis.forwardRows(w), source.height())
                        && inside(Axis.forwardColumns(w), source.width());
        // A sum of zeros may be -0 where the bias is; the maximum with 0 is 0 in any case.
        return whole && (begins || inside) && fits(source);
    }

    /** One group, and no stride, by which the gradient would fall into phases. */
    public static boolean exists(ConvolutionInputGradient k) {
        Window w = k.window();
        boolean one = w.stride().rows() == 1 && w.stride().columns() == 1;
        return k.groups() == 1 && one && fits(k.output());
    }

    /** Of a call with as many samples as there are lanes. */
    public static boolean exists(DenseInputGradient k) {
        int weights = k.inputs() * k.outputs();
        int gradients = Lanes.MOST * k.rows() * (k.inputs() + k.outputs());
        return Lanes.fill(k.inputs()) && weights > gradients;
    }

    /** Samples with which a kernel does all that it is made of. */
    public static int samples(Kernel kernel) {
        if (!exists(kernel)) {
            return 1;
        }
        return (kernel instanceof DenseInputGradient
                        ? BatchInLanesProduct.SAMPLES
                        : BatchInLanesSliding.SAMPLES)
                + 1;
    }

    private static boolean inside(Axis axis, int size) {
        return axis.lowest() >= 0 && axis.highest() < size;
    }

    private static boolean fits(Shape source) {
        return source.size() * BatchInLanesSliding.SAMPLES <= CACHED;
    }
}
