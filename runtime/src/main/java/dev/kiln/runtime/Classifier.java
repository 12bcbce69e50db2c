package dev.kiln.runtime;

import java.util.List;

/** A predictor whose outputs are the probabilities of classes. */
public abstract class Classifier extends Predictor {

    /**
     * Creates the frame of a generated classifier; see {@link Predictor}.
     *
     * @param model name of the annotated class
     * @param input shape of one sample
     * @param output shape of one result
     * @param labels names of the classes, empty if none were declared
     * @param architecture fingerprint of the layers, hexadecimal
     */
    protected Classifier(
            String model, Shape input, Shape output, List<String> labels, String architecture) {
        super(model, input, output, labels, architecture);
    }

    /**
     * Index of the most probable class; of equals the first.
     *
     * @param pixels one sample, raw values in row, column, channel order. Not modified.
     * @throws IllegalArgumentException if the sample has another length
     */
    public final int classify(float[] pixels) {
        return ArgMax.of(predict(pixels), 0, output().size());
    }

    /**
     * Name of the most probable class.
     *
     * @param pixels one sample, raw values in row, column, channel order. Not modified.
     * @throws IllegalArgumentException if the sample has another length
     * @throws IllegalStateException if the model declares no labels
     */
    public final String label(float[] pixels) {
        List<String> labels = labels();
        if (labels.isEmpty()) {
            throw new IllegalStateException(model() + " declares no labels; use classify");
        }
        return labels.get(classify(pixels));
    }
}
