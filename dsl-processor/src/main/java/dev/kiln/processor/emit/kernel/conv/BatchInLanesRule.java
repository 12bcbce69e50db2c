package dev.kiln.processor.emit.kernel.conv;

import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.Axis;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.kernel.ConvolutionMaxPool;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;

/**
 * Where samples lie in the lanes: in convolutions to fewer channels than a vector has lanes, whose
 * vectors would not be full otherwise, as far as nothing else stands against it.
 */
final class BatchInLanesRule {

    /** Floats of a group of samples that stay in the second-level cache. */
    private static final int CACHED = 1 << 17;

    private BatchInLanesRule() {}

    /** One group, a target of its own, and zeros around the source that may be left out. */
    public static boolean exists(ConvolutionForward k) {
        Window w = k.window();
        Shape source = w.input();
        boolean whole = k.groups() == 1 && k.slice().total() == k.filters();
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

    static int samples(ConvolutionForward k) {
        return samples(exists(k));
    }

    static int samples(ConvolutionMaxPool k) {
        return samples(exists(k.convolution()));
    }

    static int samples(ConvolutionInputGradient k) {
        return samples(exists(k));
    }

    /** Samples with which a kernel does all that it is made of: a group, and one left over. */
    private static int samples(boolean exists) {
        return exists ? BatchInLanesSliding.SAMPLES + 1 : 1;
    }

    private static boolean inside(Axis axis, int size) {
        return axis.lowest() >= 0 && axis.highest() < size;
    }

    private static boolean fits(Shape source) {
        return source.size() * BatchInLanesSliding.SAMPLES <= CACHED;
    }
}
