package dev.kiln.processor.graph.kernel;

import java.util.List;

/**
 * Derivative of the loss by the weights of a matrix product, added to what is there: each is one
 * chain of fused multiply-adds over the rows.
 *
 * @param rows rows of the matrix in each sample: 1 for a dense layer, the pixels for a 1x1
 *     convolution
 */
public record DenseWeightGradient(int rows, int inputs, int outputs) implements Kernel {

    @Override
    public String name() {
        return "dense"
                + (rows == 1 ? "" : rows + "Rows")
                + "WeightGradientFrom"
                + inputs
                + "To"
                + outputs;
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Gradient of the loss by the weights ["
                        + inputs
                        + " x "
                        + outputs
                        + "], "
                        + DenseShapes.rows(rows)
                        + ", added to what is there.");
    }

    @Override
    public List<Argument> arguments() {
        return List.of(
                Argument.read("input"),
                Argument.read("outputGradient"),
                Argument.update("weightGradient"));
    }
}
