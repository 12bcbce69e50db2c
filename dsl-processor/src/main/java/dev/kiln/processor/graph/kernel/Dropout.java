package dev.kiln.processor.graph.kernel;

import java.util.List;

/**
 * Sets numbers to zero at random and multiplies the others by {@code 1 / (1 - rate)} (Srivastava et
 * al. 2014). What is dropped is a function of seed, step, the number of the dropout in its network
 * and the position of the element, so the backward pass is the same kernel again.
 */
public record Dropout(int size, float rate, int number) implements Kernel {

    @Override
    public String name() {
        return "dropout" + number + "Of" + size;
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Drops a share of "
                        + rate
                        + " of "
                        + size
                        + " numbers a sample, or of their gradients: dropout "
                        + number
                        + " of the network.");
    }

    @Override
    public List<Argument> arguments() {
        return List.of(Argument.read("input"), Argument.write("output"));
    }

    @Override
    public boolean inPlace() {
        return true;
    }

    @Override
    public boolean isRandom() {
        return true;
    }
}
