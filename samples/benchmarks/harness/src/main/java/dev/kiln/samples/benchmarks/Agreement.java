package dev.kiln.samples.benchmarks;

import dev.kiln.samples.benchmarks.Library.Outputs;
import dev.kiln.samples.benchmarks.Library.Training;
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
        return of(library.outputs(), outputs, specimen.probabilities());
    }

    /**
     * How far predictions after {@link Specimen#STEPS} steps of training are from Kiln's; empty if
     * the library only predicts or the network is random.
     */
    public static OptionalDouble ofTraining(Library library, Specimen specimen) throws Exception {
        float[] images = library.arrange(specimen.network(), specimen.images(Specimen.BATCH));
        Optional<Training> training =
                library.training(specimen, images, Specimen.labels(Specimen.BATCH));
        if (training.isEmpty() || specimen.network().dropsOut()) {
            return OptionalDouble.empty();
        }
        for (int step = 0; step < Specimen.STEPS; step++) {
            training.get().step();
        }
        return OptionalDouble.of(
                of(library.outputs(), training.get().predict(), specimen.trained()));
    }

    /**
     * The largest difference between logarithms of probabilities, which is that of the logits but
     * for the constant that softmax does not see.
     *
     * @param outputs of the peer, [samples x classes]
     * @param probabilities of Kiln, of at least as many samples
     */
    static double of(Outputs kind, float[] outputs, FloatBuffer probabilities) {
        double largest = 0;
        for (int start = 0; start < outputs.length; start += Architecture.CLASSES) {
            double shift = kind == Outputs.LOGITS ? logSum(outputs, start) : 0;
            for (int i = start; i < start + Architecture.CLASSES; i++) {
                double theirs = kind == Outputs.LOGITS ? outputs[i] - shift : Math.log(outputs[i]);
                double ours = Math.log(probabilities.get(i));
                largest = Math.max(largest, Math.abs(theirs - ours)); // NaN stays
            }
        }
        return largest;
    }

    private static double logSum(float[] logits, int start) {
        double sum = 0;
        for (int i = start; i < start + Architecture.CLASSES; i++) {
            sum += Math.exp(logits[i]);
        }
        return Math.log(sum);
    }
}
