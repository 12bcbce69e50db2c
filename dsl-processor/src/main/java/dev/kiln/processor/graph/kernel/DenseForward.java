package dev.kiln.processor.graph.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Matrix product with a weight matrix [inputs x outputs]: each output is one chain of fused
 * multiply-adds over the inputs that starts with the bias.
 *
 * @param rows rows of the matrix in each sample: 1 for a dense layer, the pixels for a 1x1
 *     convolution
 * @param source which inputs there are sums of, out of all in a row and in the weights
 */
public record DenseForward(
        int rows,
        ChannelSlice source,
        int outputs,
        boolean bias,
        Activation activation,
        ChannelSlice slice)
        implements Kernel {

    public DenseForward {
        if (rows > 1 && !source.isWhole()) {
            throw new IllegalArgumentException("some inputs of " + rows + " rows a sample");
        }
    }

    public DenseForward(
            int rows,
            int inputs,
            int outputs,
            boolean bias,
            Activation activation,
            ChannelSlice slice) {
        this(rows, ChannelSlice.whole(inputs), outputs, bias, activation, slice);
    }

    public DenseForward(int rows, int inputs, int outputs, boolean bias, Activation activation) {
        this(rows, inputs, outputs, bias, activation, ChannelSlice.whole(outputs));
    }

    /** How many inputs there are sums of. */
    public int inputs() {
        return source.channels();
    }

    /** This product of a part of its inputs, without an activation. */
    public DenseForward ofInputs(int from, int to, boolean withBias) {
        ChannelSlice part = new ChannelSlice(from, to - from, source.total());
        return new DenseForward(rows, part, outputs, withBias, Activation.NONE, slice);
    }

    /** Floats of the weights that are in front of those of the source. */
    public int firstWeight() {
        return source.from() * outputs;
    }

    @Override
    public String name() {
        return "dense"
                + (rows == 1 ? "" : rows + "Rows")
                + "From"
                + inputs()
                + source.suffix()
                + "To"
                + outputs
                + (bias ? "" : "NoBias")
                + KernelNames.activation(activation)
                + slice.suffix();
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Product of "
                        + DenseShapes.rows(rows)
                        + " of "
                        + inputs()
                        + " inputs"
                        + (source.isWhole() ? " with the" : from() + " with their")
                        + " weights ["
                        + inputs()
                        + " x "
                        + outputs
                        + "]"
                        + (bias ? ", plus bias" : "")
                        + KernelNames.then(activation)
                        + slice.words()
                        + ".");
    }

    private String from() {
        return " from " + source.from() + " on, of " + source.total() + ",";
    }

    @Override
    public List<Argument> arguments() {
        List<Argument> arguments = new ArrayList<>();
        arguments.add(Argument.read("input"));
        arguments.add(Argument.read("weight"));
        if (bias) {
            arguments.add(Argument.read("bias"));
        }
        arguments.add(Argument.write("output"));
        return List.copyOf(arguments);
    }

    @Override
    public Optional<ChannelSlice> slice(String argument) {
        return argument.equals("output") ? Optional.of(slice) : Optional.empty();
    }

    @Override
    public Optional<Kernel> placed(String argument, ChannelSlice outer) {
        return slice(argument)
                .map(
                        p ->
                                new DenseForward(
                                        rows, source, outputs, bias, activation, p.within(outer)));
    }
}
