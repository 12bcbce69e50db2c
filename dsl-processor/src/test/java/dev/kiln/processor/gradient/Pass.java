package dev.kiln.processor.gradient;

import dev.kiln.runtime.internal.kernel.Philox;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A batch on its way through a tree of layers, by definition and in double precision. */
final class Pass {

    /** How the network calls what is computed here, and what is in it. */
    private final Map<String, double[]> parameters;

    private final boolean training;
    private final long seed;
    private final long step;
    private final String lastDense;
    private int dropouts;

    /** Running statistics after the pass. */
    final Map<String, double[]> statistics = new HashMap<>();

    /** What L1 and L2 add to the loss. */
    double penalty;

    /** How near the batch came to a point without derivative, or to numbers that cancel. */
    double margin = Double.POSITIVE_INFINITY;

    Techniques scope;

    Pass(
            Map<String, double[]> parameters,
            boolean training,
            long seed,
            long step,
            String lastDense,
            Techniques scope) {
        this.parameters = parameters;
        this.training = training;
        this.seed = seed;
        this.step = step;
        this.lastDense = lastDense;
        this.scope = scope;
    }

    boolean isLastDense(String path) {
        return path.equals(lastDense);
    }

    double[] parameter(String name) {
        double[] values = parameters.get(name);
        if (values == null) {
            throw new AssertionError("the network has no " + name);
        }
        return values;
    }

    /** Weights in memory layout, then biases: zero where batch norm made them unnecessary. */
    double[][] linear(String path, int outputs) {
        double[] bias = parameters.get(path + ".bias");
        double[] none = new double[outputs];
        return new double[][] {parameter(path + ".weight"), bias == null ? none : bias};
    }

    void penalize(Techniques t, String path) {
        double[] weight = parameter(path + ".weight");
        if (!t.frozen()) {
            double l1 = t.l1() == null ? 0 : (float) (double) t.l1();
            double l2 = t.l2() == null ? 0 : (float) (double) t.l2();
            penalty += l1 * Arrays.stream(weight).map(Math::abs).sum();
            penalty += l2 * Arrays.stream(weight).map(v -> v * v).sum();
        }
    }

    Image[] activate(Function function, Image[] x) {
        Image[] y = new Image[x.length];
        for (int n = 0; n < x.length; n++) {
            margin = Math.min(margin, function.margin(x[n]));
            y[n] = function.of(x[n]);
        }
        return y;
    }

    /** {@code prefix}: of its parameters. */
    Image[] normalize(
            Image[] x,
            String prefix,
            double epsilon,
            double momentum,
            boolean affine,
            boolean frozen) {
        int channels = x[0].channels();
        int values = x.length * x[0].height() * x[0].width();
        double[] mean = parameter(prefix + ".running_mean").clone();
        double[] variance = parameter(prefix + ".running_var").clone();
        double[] usedMean = mean.clone();
        double[] usedVariance = variance.clone();
        double largest = 0;
        for (Image image : x) {
            for (double value : image.data()) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        if (training && !frozen) {
            for (int c = 0; c < channels; c++) {
                double sum = 0;
                for (Image image : x) {
                    for (int i = c; i < image.data().length; i += channels) {
                        sum += image.data()[i];
                    }
                }
                double square = 0;
                for (Image image : x) {
                    for (int i = c; i < image.data().length; i += channels) {
                        square += Math.pow(image.data()[i] - sum / values, 2);
                    }
                }
                usedMean[c] = sum / values;
                usedVariance[c] = square / values;
                // Nearly equal numbers cancel, and small deviations blow up gradients that then
                // cancel; one or two numbers become constants.
                boolean cancels = usedVariance[c] < 1e-3 * Math.max(largest * largest, 1);
                margin = cancels || values <= 2 ? 0 : margin;
                mean[c] += momentum * (usedMean[c] - mean[c]);
                if (values > 1) {
                    variance[c] += momentum * (square / (values - 1) - variance[c]);
                }
            }
            statistics.put(prefix + ".running_mean", mean);
            statistics.put(prefix + ".running_var", variance);
        }
        double[] scale = affine ? parameter(prefix + ".weight") : null;
        double[] shift = affine ? parameter(prefix + ".bias") : null;
        Image[] y = new Image[x.length];
        for (int n = 0; n < x.length; n++) {
            y[n] = Image.empty(x[n].height(), x[n].width(), channels);
            for (int i = 0; i < y[n].data().length; i++) {
                int c = i % channels;
                double value =
                        (x[n].data()[i] - usedMean[c]) / Math.sqrt(usedVariance[c] + epsilon);
                y[n].data()[i] = affine ? value * scale[c] + shift[c] : value;
            }
        }
        return y;
    }

    Image[] drop(Image[] x, double rate) {
        if (rate == 0) {
            return x;
        }
        int number = dropouts++;
        if (!training) {
            return x;
        }
        float share = (float) rate;
        int threshold = (int) Math.round(share * 4294967296.0);
        int[] words = new int[4];
        Image[] y = new Image[x.length];
        for (int n = 0; n < x.length; n++) {
            y[n] = Image.empty(x[n].height(), x[n].width(), x[n].channels());
            for (int i = 0; i < y[n].data().length; i++) {
                int element = n * y[n].data().length + i;
                Philox.generate(
                        seed, element / 4 | (long) number << 32, step | Long.MIN_VALUE, words);
                boolean kept = Integer.compareUnsigned(words[element % 4], threshold) >= 0;
                y[n].data()[i] = kept ? x[n].data()[i] / (1 - share) : 0;
            }
        }
        return y;
    }
}
