package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.kernel.ConvolutionWeightGradient;
import dev.kiln.processor.graph.kernel.DenseForward;
import dev.kiln.processor.graph.kernel.DenseInputGradient;
import dev.kiln.processor.graph.kernel.DenseWeightGradient;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.LinearWithStatistics;
import dev.kiln.processor.graph.kernel.PanelForward;
import dev.kiln.processor.graph.kernel.PanelInputGradient;
import dev.kiln.processor.graph.kernel.PanelWeightGradient;
import dev.kiln.processor.operation.LinearOp;
import dev.kiln.processor.operation.Operation;
import java.util.List;
import java.util.Optional;

/**
 * Lets the convolutions of large networks, and products of pixels, share the micro-kernels of the
 * runtime. A kernel of its own for each shape runs a little faster where rows are short, but C2
 * must compile each: about half a second of its time. A network of {@link #LARGE} multiply-adds
 * takes some milliseconds for an image, so that thousands of images would have to pass before that
 * is won back; its loops are long, and literal bounds gain nothing there.
 */
public final class Panels {

    /** Multiply-adds of an image from which on a network is large. */
    private static final long LARGE = 150_000_000;

    /** Numbers of a sum and filters below which a layer keeps a kernel of its own. */
    private static final int NARROW = 8;

    /** Which networks share micro-kernels. */
    public enum Reach {
        NONE,
        LARGE,
        ALL
    }

    private Panels() {}

    /** Whether layers of a network of so many multiply-adds share micro-kernels. */
    public static boolean serve(long multiplyAdds, Reach reach) {
        return reach == Reach.ALL || (reach == Reach.LARGE && multiplyAdds >= LARGE);
    }

    static Outcome<List<Step>> apply(List<Step> steps) {
        return new Outcome<>(
                steps.stream().map(s -> new Step(s.layer(), of(s.kernel()), s.operands())).toList(),
                steps.stream().flatMap(s -> decision(s).stream()).toList());
    }

    private static Optional<Decision> decision(Step step) {
        Kernel kernel =
                step.kernel() instanceof LinearWithStatistics both ? both.linear() : step.kernel();
        if (!(kernel instanceof ConvolutionForward)
                && !(kernel instanceof DenseForward dense && dense.rows() > 1)) {
            return Optional.empty();
        }
        return Optional.of(
                of(kernel).equals(kernel)
                        ? Decision.refused(step.layer(), "it is narrow or has groups")
                        : Decision.applied(step.layer(), "it calls micro-kernels of the runtime"));
    }

    /** Whether an operation calls micro-kernels, and these can't apply an activation. */
    static boolean refuses(Operation operation, Activation activation) {
        return !fits(activation)
                && operation instanceof LinearOp linear
                && !of(linear.forwardKernel()).equals(linear.forwardKernel());
    }

    /** The kernel, or the one that takes its place. */
    static Kernel of(Kernel kernel) {
        if (kernel instanceof LinearWithStatistics k) {
            return new LinearWithStatistics(of(k.linear()), k.pixels(), k.channels());
        }
        if (kernel instanceof ConvolutionForward k && k.groups() == 1) {
            int depth = k.window().kernel().rows() * k.window().kernel().columns();
            return wide(depth * k.window().input().channels(), k.filters()) && fits(k.activation())
                    ? new PanelForward(k)
                    : k;
        }
        if (kernel instanceof DenseForward k && k.rows() > 1) {
            return wide(k.inputs(), k.outputs()) && fits(k.activation()) ? new PanelForward(k) : k;
        }
        if (kernel instanceof ConvolutionInputGradient k && k.groups() == 1) {
            return wide(k.window().input().channels(), k.filters()) ? new PanelInputGradient(k) : k;
        }
        if (kernel instanceof DenseInputGradient k && k.rows() > 1) {
            return wide(k.inputs(), k.outputs()) ? new PanelInputGradient(k) : k;
        }
        if (kernel instanceof ConvolutionWeightGradient k && k.groups() == 1) {
            int depth = k.window().kernel().rows() * k.window().kernel().columns();
            return wide(depth * k.window().input().channels(), k.filters())
                    ? new PanelWeightGradient(k)
                    : k;
        }
        if (kernel instanceof DenseWeightGradient k && k.rows() > 1) {
            return wide(k.inputs(), k.outputs()) ? new PanelWeightGradient(k) : k;
        }
        return kernel;
    }

    private static boolean wide(int depth, int filters) {
        return Math.min(depth, filters) >= NARROW;
    }

    private static boolean fits(Activation activation) {
        return activation.isNone() || activation.kind() == Activation.Kind.RELU;
    }
}
