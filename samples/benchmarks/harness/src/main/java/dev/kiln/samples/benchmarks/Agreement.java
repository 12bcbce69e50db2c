package dev.kiln.samples.benchmarks;

import dev.kiln.samples.benchmarks.Library.Outputs;
import dev.kiln.samples.benchmarks.Library.Training;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.OptionalDouble;

/** Whether a peer computes what Kiln computes. */
public final class Agreement {

    /** How far a logarithm of a probability that a peer predicts may be from Kiln's. */
    public static final double TOLERANCE = 1e-4;

    private Agreement() {}

    /** How far predictions for the first images are from Kiln's. */
    public static double ofPredictions(Library library, Specimen specimen, int samples)
            throws Exception {
        float[] images = library.arrange(specimen.network(), specimen.images(samples));
        float[] outputs = library.prediction(specimen, samples).predict(images);
        return of(library, specimen, outputs);
    }

    /** How far outputs for the first images are from Kiln's. */
    static double of(Library library, Specimen specimen, float[] outputs) throws IOException {
        int classes = specimen.network().classes();
        return of(library.outputs(), classes, outputs, specimen.probabilities());
    }

    /**
     * How far predictions after {@link Specimen#STEPS} steps of training are from Kiln's; empty if
     * the library only predicts or there is nothing to compare with.
     */
    public static OptionalDouble ofTraining(Library library, Specimen specimen) throws Exception {
        if (!specimen.network().comparesTraining()) {
            return OptionalDouble.empty();
        }
        float[] images = library.arrange(specimen.network(), specimen.images(Specimen.BATCH));
        Optional<Training> training =
                library.training(specimen, images, specimen.labels(Specimen.BATCH));
        if (training.isEmpty()) {
            return OptionalDouble.empty();
        }
        for (int step = 0; step < Specimen.STEPS; step++) {
            training.get().step();
        }
        return OptionalDouble.of(
                of(
                        library.outputs(),
                        specimen.network().classes(),
                        training.get().predict(),
                        specimen.trained()));
    }

    /**
     * The largest difference between logarithms of probabilities, which is that of the logits but
     * for the constant that softmax does not see.
     *
     * @param outputs of the peer, [samples x classes]
     * @param probabilities of Kiln, of at least as many samples
     */
    static double of(Outputs kind, int classes, float[] outputs, FloatBuffer probabilities) {
        double largest = 0;
        for (int start = 0; start < outputs.length; start += classes) {
            double shift = kind == Outputs.LOGITS ? logSum(outputs, start, classes) : 0;
            for (int i = start; i < start + classes; i++) {
                double theirs = kind == Outputs.LOGITS ? outputs[i] - shift : Math.log(outputs[i]);
                double ours = Math.log(probabilities.get(i));
                largest = Math.max(largest, Math.abs(theirs - ours)); // NaN stays
            }
        }
        return largest;
    }

    private static double logSum(float[] logits, int start, int classes) {
        double sum = 0;
        for (int i = start; i < start + classes; i++) {
            sum += Math.exp(logits[i]);
        }
        return Math.log(sum);
    }
}
