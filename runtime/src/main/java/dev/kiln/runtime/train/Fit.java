package dev.kiln.runtime.train;

import dev.kiln.runtime.Shape;
import dev.kiln.runtime.data.Dataset;

/** Whether a data set suits a model. */
final class Fit {

    private Fit() {}

    static void check(String model, Shape input, Shape output, Dataset dataset) {
        if (dataset.size() < 1) {
            throw new IllegalArgumentException(model + ": the data set has no samples");
        }
        if (!dataset.shape().equals(input)) {
            throw new IllegalArgumentException(
                    model
                            + ": the samples of the data set are "
                            + dataset.shape()
                            + ", expected "
                            + input);
        }
        if (dataset.classes() > output.size()) {
            throw new IllegalArgumentException(
                    model
                            + ": the data set has "
                            + dataset.classes()
                            + " classes, but the network has "
                            + output.size()
                            + " outputs");
        }
        if (dataset.classes() == 0 && dataset.outputs() != output.size()) {
            throw new IllegalArgumentException(
                    model
                            + ": the data set has "
                            + dataset.outputs()
                            + " values per sample, but the network has "
                            + output.size()
                            + " outputs");
        }
    }
}
