package dev.kiln.processor.emit.kernel.loss;

import dev.kiln.processor.graph.kernel.CrossEntropy;

/** Losses by their definitions, in double precision. */
public final class LossReference {

    private LossReference() {}

    public static double[] logSoftmax(double[] x, int from, int n) {
        double maximum = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            maximum = Math.max(maximum, x[from + i]);
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.exp(x[from + i] - maximum);
        }
        double[] log = new double[n];
        for (int i = 0; i < n; i++) {
            log[i] = x[from + i] - maximum - Math.log(sum);
        }
        return log;
    }

    static double crossEntropy(CrossEntropy k, double[] logits, int[] labels, int samples) {
        double loss = 0;
        double weights = 0;
        double s = Double.parseDouble(Float.toString(k.smoothing()));
        for (int n = 0; n < samples; n++) {
            double[] log = logSoftmax(logits, n * k.classes(), k.classes());
            weights += weight(k, labels[n]);
            for (int c = 0; c < k.classes(); c++) {
                double q = (c == labels[n] ? 1 - s : 0) + s / k.classes();
                loss -= q * weight(k, c) * log[c];
            }
        }
        return loss / weights;
    }

    private static double weight(CrossEntropy k, int c) {
        return k.classWeights().isEmpty() ? 1 : k.classWeights().get(c);
    }

    static double binaryCrossEntropy(double[] logits, float[] targets, int n) {
        double loss = 0;
        for (int i = 0; i < n; i++) {
            double x = logits[i];
            double t = targets[i];
            loss += Math.max(x, 0) - t * x + Math.log1p(Math.exp(-Math.abs(x)));
        }
        return loss / n;
    }

    static double meanSquaredError(double[] values, float[] targets, int n) {
        double loss = 0;
        for (int i = 0; i < n; i++) {
            loss += (values[i] - targets[i]) * (values[i] - targets[i]);
        }
        return loss / n;
    }

    /** A function of logits. */
    public interface Loss {
        double of(double[] logits);
    }

    /** Central differences. */
    public static double[] gradient(Loss loss, float[] logits, int n) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = logits[i];
        }
        double[] gradient = new double[n];
        double h = 1e-5;
        for (int i = 0; i < n; i++) {
            double here = x[i];
            x[i] = here + h;
            double above = loss.of(x);
            x[i] = here - h;
            gradient[i] = (above - loss.of(x)) / (2 * h);
            x[i] = here;
        }
        return gradient;
    }

    public static double[] doubles(float[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i];
        }
        return y;
    }
}
