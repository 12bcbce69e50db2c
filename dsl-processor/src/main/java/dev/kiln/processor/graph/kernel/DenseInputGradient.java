package dev.kiln.processor.graph.kernel;

import java.util.List;

/**
 * Derivative of the loss by the input of a matrix product: each is one chain of fused multiply-adds
 * over the outputs.
 *
 * @param rows rows of the matrix in each sample: 1 for a dense layer, the pixels for a 1x1
 *     convolution
 */
public record DenseInputGradient(int rows, int inputs, int outputs) implements Kernel {

    @Override
    public String name() {
        return "dense"
                + (rows == 1 ? "" : rows + "Rows")
                + "InputGradientFrom"
                + inputs
                + "To"
                + outputs;
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Gradient of the loss by the inputs of a matrix product, "
                        + DenseShapes.rows(rows)
                        + ": "
                        + inputs
                        + " from "
                        + outputs
                        + ".");
    }

    @Override
    public List<Argument> arguments() {
        return List.of(
                Argument.read("outputGradient"),
                Argument.read("weight"),
                Argument.write("inputGradient"));
    }
}
