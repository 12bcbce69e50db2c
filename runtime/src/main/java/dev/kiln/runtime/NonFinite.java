package dev.kiln.runtime;

import java.util.List;
import org.ejml.data.FMatrixRMaj;

/** Where numbers are NaN or infinite: what is looked for when a result already is. */
final class NonFinite {

    private NonFinite() {}

    /** Position of the first of {@code length} numbers that is NaN or infinite, or -1. */
    static int first(float[] data, int length) {
        for (int i = 0; i < length; i++) {
            if (!Float.isFinite(data[i])) {
                return i;
            }
        }
        return -1;
    }

    /**
     * An element of a sample in words, for example {@code NaN at row 3, column 0, channel 1}.
     *
     * @param position among the elements of samples of this shape
     */
    static String text(Shape shape, float[] data, int position) {
        int element = position % shape.size();
        String channel = "channel " + element % shape.channels();
        if (shape.height() == 1 && shape.width() == 1) {
            return data[position] + " at " + channel;
        }
        int pixel = element / shape.channels();
        return data[position]
                + " at row "
                + pixel / shape.width()
                + ", column "
                + pixel % shape.width()
                + ", "
                + channel;
    }

    /**
     * The first value of a batch that is NaN or infinite, in words that end a sentence; empty if
     * there is none.
     */
    static String input(Shape input, FMatrixRMaj batch) {
        int position = first(batch.data, batch.numRows * batch.numCols);
        return position < 0
                ? ""
                : ": sample "
                        + position / input.size()
                        + " of the batch has "
                        + text(input, batch.data, position);
    }

    /**
     * The parameter whose gradient is NaN or infinite somewhere, the last one, since gradients are
     * computed from the last to the first; null if all are finite.
     */
    static Parameter lastGradient(List<Parameter> parameters) {
        for (int i = parameters.size() - 1; i >= 0; i--) {
            Parameter parameter = parameters.get(i);
            if (parameter.isTrained()
                    && first(parameter.gradient().data, parameter.layout().size()) >= 0) {
                return parameter;
            }
        }
        return null;
    }

    /** The exception for the gradient of a parameter that is not finite. */
    static NonFiniteLossException gradient(
            String model, Shape input, Parameter parameter, FMatrixRMaj batch) {
        float[] gradient = parameter.gradient().data;
        return new NonFiniteLossException(
                model
                        + ": the gradient of "
                        + parameter.name()
                        + " has values of "
                        + gradient[first(gradient, parameter.layout().size())]
                        + input(input, batch));
    }
}
