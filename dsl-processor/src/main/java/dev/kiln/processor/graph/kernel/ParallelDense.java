package dev.kiln.processor.graph.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Several products of the same rows with different weights, such as the 1x1 convolutions of an
 * inception block: a few rows at a time, so that the input is read from memory once.
 */
public record ParallelDense(List<DenseForward> products) implements Kernel {

    public ParallelDense {
        products = List.copyOf(products);
        DenseForward first = products.get(0);
        if (products.stream()
                .anyMatch(p -> p.rows() != first.rows() || p.inputs() != first.inputs())) {
            throw new IllegalArgumentException("products of different rows: " + products);
        }
    }

    @Override
    public String name() {
        return "parallel"
                + products.get(0).rows()
                + "RowsFrom"
                + products.get(0).inputs()
                + products.stream().map(ParallelDense::part).collect(Collectors.joining());
    }

    private static String part(DenseForward p) {
        return "To"
                + p.outputs()
                + (p.bias() ? "" : "NoBias")
                + KernelNames.activation(p.activation())
                + p.slice().suffix();
    }

    @Override
    public List<String> comment() {
        List<String> lines = new ArrayList<>();
        lines.add("Several products that read their input once.");
        products.forEach(p -> lines.addAll(p.comment()));
        return List.copyOf(lines);
    }

    /** The input; then weights, biases and output of each product, with its number. */
    @Override
    public List<Argument> arguments() {
        List<Argument> arguments = new ArrayList<>();
        arguments.add(Argument.read("input"));
        for (int i = 0; i < products.size(); i++) {
            arguments.add(Argument.read("weight" + i));
            if (products.get(i).bias()) {
                arguments.add(Argument.read("bias" + i));
            }
            arguments.add(Argument.write("output" + i));
        }
        return List.copyOf(arguments);
    }

    @Override
    public Optional<ChannelSlice> slice(String argument) {
        return argument.startsWith("output")
                ? Optional.of(products.get(number(argument)).slice())
                : Optional.empty();
    }

    @Override
    public Optional<Kernel> placed(String argument, ChannelSlice outer) {
        return slice(argument)
                .map(
                        p -> {
                            List<DenseForward> changed = new ArrayList<>(products);
                            DenseForward product = products.get(number(argument));
                            changed.set(
                                    number(argument),
                                    (DenseForward) product.placed("output", outer).orElseThrow());
                            return new ParallelDense(changed);
                        });
    }

    private static int number(String output) {
        return Integer.parseInt(output.substring("output".length()));
    }
}
