package dev.kiln.processor.graph.kernel;

import java.util.List;

/** Adds numbers that were summed over the batch to the gradient of a parameter. */
public record AddToGradient(int size) implements Kernel {

    @Override
    public String name() {
        return "addToGradient" + size;
    }

    @Override
    public List<String> comment() {
        return List.of("Adds " + size + " sums over the batch to the gradient of a parameter.");
    }

    @Override
    public List<Argument> arguments() {
        return List.of(Argument.read("sum"), Argument.update("gradient"));
    }

    @Override
    public boolean joins() {
        return true;
    }
}
