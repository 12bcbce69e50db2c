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
 */
public record DenseForward(
        int rows, int inputs, int outputs, boolean bias, Activation activation, Place place)
        implements Kernel {

    public DenseForward(int rows, int inputs, int outputs, boolean bias, Activation activation) {
        this(rows, inputs, outputs, bias, activation, Place.whole(outputs));
    }

    @Override
    public String name() {
        return "dense"
                + (rows == 1 ? "" : rows + "Rows")
                + "From"
                + inputs
                + "To"
                + outputs
                + (bias ? "" : "NoBias")
                + KernelNames.activation(activation)
                + place.suffix();
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Product of "
                        + DenseShapes.rows(rows)
                        + " of "
                        + inputs
                        + " inputs with the weights ["
                        + inputs
                        + " x "
                        + outputs
                        + "]"
                        + (bias ? ", plus bias" : "")
                        + KernelNames.then(activation)
                        + place.words()
                        + ".");
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
    public Optional<Place> place(String argument) {
        return argument.equals("output") ? Optional.of(place) : Optional.empty();
    }

    @Override
    public Optional<Kernel> placed(String argument, Place outer) {
        return place(argument)
                .map(
                        p ->
                                new DenseForward(
                                        rows, inputs, outputs, bias, activation, p.within(outer)));
    }
}
