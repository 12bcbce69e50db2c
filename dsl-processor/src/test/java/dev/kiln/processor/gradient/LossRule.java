package dev.kiln.processor.gradient;

/**
 * Losses in double precision, from the outputs of the network. {@code inside}: softmax or sigmoid
 * belongs to the network. {@code automatic}: what the last activation implies is not written.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LossRule(Kind kind, boolean inside, double smoothing, double[] weights, boolean automatic) {

    enum Kind {
        CROSS_ENTROPY,
        BINARY_CROSS_ENTROPY,
        MEAN_SQUARED_ERROR
    }

    static LossRule crossEntropy(boolean inside) {
        return new LossRule(Kind.CROSS_ENTROPY, inside, 0, new double[0], false);
    }

    static LossRule binary(boolean inside) {
        return new LossRule(Kind.BINARY_CROSS_ENTROPY, inside, 0, new double[0], false);
    }

    static LossRule squares() {
        return new LossRule(Kind.MEAN_SQUARED_ERROR, true, 0, new double[0], false);
    }

    /** The same loss, left to the processor to choose. */
    LossRule chosen() {
        return new LossRule(kind, inside, smoothing, weights, true);
    }

    String text() {
        StringBuilder text = new StringBuilder(automatic ? "" : ", loss = " + kind);
        if (smoothing > 0) {
            text.append(", labelSmoothing = ").append(smoothing);
        }
        if (weights.length > 0) {
            text.append(", classWeights = {");
            for (int i = 0; i < weights.length; i++) {
                text.append(i == 0 ? "" : ", ").append(weights[i]);
            }
            text.append("}");
        }
        return text.toString();
    }

    double of(double[][] outputs, int[] labels, double[][] targets) {
        double sum = 0;
        double divisor = 0;
        for (int n = 0; n < outputs.length; n++) {
            if (kind == Kind.CROSS_ENTROPY) {
                sum += crossEntropy(outputs[n], labels[n]);
                divisor += weight(labels[n]);
            } else {
                for (int i = 0; i < outputs[n].length; i++) {
                    sum += element(outputs[n][i], targets[n][i]);
                    divisor++;
                }
            }
        }
        return sum / divisor;
    }

    private double crossEntropy(double[] output, int label) {
        double total = 0;
        for (double o : output) {
            total += inside ? o : Math.exp(o);
        }
        double loss = 0;
        for (int c = 0; c < output.length; c++) {
            double probability = (inside ? output[c] : Math.exp(output[c])) / total;
            double wanted = (c == label ? 1 - smoothing : 0) + smoothing / output.length;
            loss -= wanted * weight(c) * Math.log(probability);
        }
        return loss;
    }

    private double element(double output, double target) {
        if (kind == Kind.MEAN_SQUARED_ERROR) {
            return (output - target) * (output - target);
        }
        double p = inside ? output : 1 / (1 + Math.exp(-output));
        return -target * Math.log(p) - (1 - target) * Math.log(1 - p);
    }

    private double weight(int label) {
        return weights.length == 0 ? 1 : weights[label];
    }
}
