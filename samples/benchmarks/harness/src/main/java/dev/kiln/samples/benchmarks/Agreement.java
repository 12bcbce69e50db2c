package dev.kiln.samples.benchmarks;

import dev.kiln.samples.benchmarks.Library.Outputs;
import java.nio.FloatBuffer;

/** Whether a peer computes what Kiln computes. */
final class Agreement {

    /** How far a logarithm of a probability may be from Kiln's. */
    static final double TOLERANCE = 1e-4;

    private Agreement() {}

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
                double difference = Math.abs(theirs - Math.log(probabilities.get(i)));
                largest = difference <= largest ? largest : difference; // NaN is the largest
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
