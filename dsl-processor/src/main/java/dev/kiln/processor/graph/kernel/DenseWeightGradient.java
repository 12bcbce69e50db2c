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

    /** Weights from which on threads should share them: one thread alone keeps others waiting. */
    private static final int MANY = 1 << 15;

    private static final int FEW_OUTPUTS = 16;

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

    @Override
    public boolean sumsApart() {
        return rows > 1;
    }

    /** Those of the inputs. */
    @Override
    public int divisibleRows() {
        boolean shared = rows == 1 && inputs >= outputs && outputs >= FEW_OUTPUTS;
        return shared && inputs * outputs >= MANY ? inputs : 0;
    }
}
