package dev.kiln.runtime;

import org.ejml.data.FMatrixRMaj;

/** What is checked once per call: inputs and targets against the shapes of the network. */
final class BatchChecks {

    private BatchChecks() {}

    /** Number of samples in a batch of inputs. */
    static int samples(String model, Shape shape, FMatrixRMaj input) {
        if (input == null) {
            throw new NullPointerException(model + ": the input is null");
        }
        int samples = samples(model, shape, input.numRows, input.numCols);
        checkLength(model, "input", input);
        return samples;
    }

    /** Checks a batch whose output goes into another matrix, or a new one. */
    static int samples(String model, Shape shape, FMatrixRMaj input, FMatrixRMaj output) {
        int samples = samples(model, shape, input);
        if (output != null && output.data == input.data) {
            throw new IllegalArgumentException(
                    model
                            + ": the output is the matrix of the input, which must stay as it is;"
                            + " give another, or null for a new one");
        }
        return samples;
    }

    private static void checkLength(String model, String what, FMatrixRMaj matrix) {
        if (matrix.data.length < (long) matrix.numRows * matrix.numCols) {
            throw new IllegalArgumentException(
                    model
                            + ": the "
                            + what
                            + " is "
                            + text(matrix.numRows, matrix.numCols)
                            + ", but its array has "
                            + matrix.data.length
                            + " numbers");
        }
    }

    private static void checkTarget(String model, Target target) {
        if (target == null) {
            throw new NullPointerException(model + ": the target is null");
        }
    }

    /** Number of samples in a batch of so many rows and columns. */
    static int samples(String model, Shape shape, int rows, int columns) {
        if (columns != shape.size()) {
            throw new IllegalArgumentException(
                    model
                            + ": the input is "
                            + text(rows, columns)
                            + ", expected [samples x "
                            + shape.size()
                            + "], one row of "
                            + shape
                            + " per sample");
        }
        if (rows < 1) {
            throw new IllegalArgumentException(model + ": the input has no samples");
        }
        return rows;
    }

    /** Class indices of a batch, each within 0 to outputs - 1. */
    static int[] classes(String model, int outputs, Target target, int samples) {
        checkTarget(model, target);
        if (!(target instanceof Target.Classes given)) {
            throw new IllegalArgumentException(
                    model + ": the loss compares with class indices, but the target holds values");
        }
        int[] indices = given.indices();
        if (indices.length < samples) {
            throw new IllegalArgumentException(
                    model
                            + ": the input has "
                            + samples
                            + " samples, but the target has "
                            + indices.length);
        }
        for (int i = 0; i < samples; i++) {
            if (indices[i] < 0 || indices[i] >= outputs) {
                throw new IllegalArgumentException(
                        model
                                + ": the target of sample "
                                + i
                                + " is class "
                                + indices[i]
                                + ", expected 0 to "
                                + (outputs - 1));
            }
        }
        return indices;
    }

    /** Wanted outputs of a batch, [samples x outputs]. */
    static float[] values(String model, Shape output, Target target, int samples) {
        checkTarget(model, target);
        if (!(target instanceof Target.Values given)) {
            throw new IllegalArgumentException(
                    model
                            + ": the loss compares with values, but the target holds class indices;"
                            + " where classes are wanted, the last layer needs activation ="
                            + " SOFTMAX");
        }
        FMatrixRMaj values = given.values();
        if (values.numRows != samples || values.numCols != output.size()) {
            throw new IllegalArgumentException(
                    model
                            + ": the target is "
                            + text(values.numRows, values.numCols)
                            + ", expected ["
                            + samples
                            + " x "
                            + output.size()
                            + "], one row of "
                            + output
                            + " per sample");
        }
        checkLength(model, "target", values);
        return values.data;
    }

    /** The gradient by the output of a batch: its shape, and that all of it are numbers. */
    static void outputGradient(
            String model, FMatrixRMaj input, int samples, Shape output, FMatrixRMaj gradient) {
        if (input.numRows != samples) {
            throw new IllegalStateException(
                    model
                            + ": the batch of forward(...) had "
                            + samples
                            + " samples and now has "
                            + input.numRows
                            + "; it must stay as it is until backward(...) is over");
        }
        if (gradient == null) {
            throw new NullPointerException(model + ": the gradient by the output is null");
        }
        if (gradient.numRows != samples || gradient.numCols != output.size()) {
            throw new IllegalArgumentException(
                    model
                            + ": the gradient by the output is "
                            + text(gradient.numRows, gradient.numCols)
                            + ", expected "
                            + text(samples, output.size())
                            + ", as the output is");
        }
        checkLength(model, "gradient by the output", gradient);
        for (int i = 0; i < samples * output.size(); i++) {
            if (!Float.isFinite(gradient.data[i])) {
                throw new NonFiniteLossException(
                        model
                                + ": the gradient by output "
                                + i % output.size()
                                + " of sample "
                                + i / output.size()
                                + " is "
                                + gradient.data[i]);
            }
        }
    }

    private static String text(int rows, int columns) {
        return "[" + rows + " x " + columns + "]";
    }
}
