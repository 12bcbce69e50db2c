package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution and the maximum pool behind it, of windows side by side, where nobody else asks for
 * the larger map. The plain form runs both kernels one after the other, by way of {@code map}; what
 * is in {@code map} afterwards does not matter, and a form that finds maxima before it stores
 * anything leaves it alone.
 */
public record ConvolutionMaxPool(ConvolutionForward convolution, MaxPoolForward pool)
        implements Kernel {

    /** The argument that has room for the result of the convolution. */
    public static final String MAP = "map";

    /** Whether there is one way only in which both can be done at once. */
    public static boolean exists(ConvolutionForward convolution, MaxPoolForward pool) {
        Activation.Kind last = convolution.activation().kind();
        return convolution.slice().isWhole()
                && pool.slice().isWhole()
                && pool.window().input().equals(convolution.output())
                && pool.window().stride().equals(pool.window().kernel())
                && pool.window().dilation().equals(Pair.ONE)
                && pool.window().padding().isNone()
                && (last == Activation.Kind.NONE || last == Activation.Kind.RELU);
    }

    @Override
    public String name() {
        return convolution.name() + "MaxPool" + size();
    }

    @Override
    public List<String> comment() {
        List<String> lines = new ArrayList<>(convolution.comment());
        lines.addAll(pool.comment());
        return List.copyOf(lines);
    }

    /** Those of the convolution, its result being the map; then the output of the pool. */
    @Override
    public List<Argument> arguments() {
        List<Argument> arguments = new ArrayList<>();
        for (Argument argument : convolution.arguments()) {
            arguments.add(
                    argument.access() == Argument.Access.WRITE ? Argument.write(MAP) : argument);
        }
        arguments.add(Argument.write("output"));
        return List.copyOf(arguments);
    }

    /** The windows of a pool, which lie side by side. */
    public Pair size() {
        return pool.window().kernel();
    }

    public Shape output() {
        return pool.window().output(convolution.filters());
    }

    @Override
    public List<Kernel> parts() {
        return List.of(convolution, pool);
    }
}
