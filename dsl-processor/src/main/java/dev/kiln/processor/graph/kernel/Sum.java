package dev.kiln.processor.graph.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The sum of several tensors, element by element from the first to the last, then an activation.
 */
public record Sum(int terms, int size, Activation activation) implements Kernel {

    @Override
    public String name() {
        return "sum"
                + (terms == 2 ? "" : terms + "Terms")
                + "Of"
                + size
                + KernelNames.activation(activation);
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Adds "
                        + terms
                        + " tensors of "
                        + size
                        + " numbers a sample"
                        + KernelNames.then(activation)
                        + ".");
    }

    @Override
    public List<Argument> arguments() {
        List<Argument> arguments = new ArrayList<>();
        IntStream.range(0, terms).forEach(i -> arguments.add(Argument.read("term" + i)));
        arguments.add(Argument.write("output"));
        return List.copyOf(arguments);
    }

    @Override
    public boolean inPlace() {
        return true;
    }
}
