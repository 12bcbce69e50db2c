package dev.kiln.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/** The smallest network that learns: one dense layer, softmax and cross-entropy, by hand. */
public final class SoftmaxRegression extends Network {

    private final Parameter weight;
    private final Parameter bias;
    private final FMatrixRMaj probabilities;

    public SoftmaxRegression(Shape input, int classes) {
        this(input, classes, List.of());
    }

    public SoftmaxRegression(Shape input, int classes, List<String> labels) {
        super("SoftmaxRegression", input, Shape.vector(classes), labels, "5eed");
        weight = Parameter.dense("label.weight", classes, input, Initializer.GLOROT);
        bias = Parameter.bias("label.bias", classes);
        probabilities = new FMatrixRMaj(1, classes);
    }

    public static SoftmaxRegression initialize(Shape input, int classes, long seed) {
        SoftmaxRegression network = new SoftmaxRegression(input, classes);
        network.initializeParameters(seed);
        return network;
    }

    public void load(Path file) throws IOException {
        read(file);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight, bias);
    }

    @Override
    public FMatrixRMaj predict(FMatrixRMaj input, FMatrixRMaj output) {
        int samples = samples(input);
        int classes = output().size();
        FMatrixRMaj result = output == null ? new FMatrixRMaj(1, classes) : output;
        result.reshape(samples, classes);
        for (int row = 0; row < samples; row++) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                double logit = bias.value().data[c];
                for (int i = 0; i < input.numCols; i++) {
                    logit += input.get(row, i) * weight.value().get(i, c);
                }
                sum += StrictMath.exp(logit);
                result.set(row, c, (float) StrictMath.exp(logit));
            }
            for (int c = 0; c < classes; c++) {
                result.set(row, c, (float) (result.get(row, c) / sum));
            }
        }
        return result;
    }

    @Override
    public double loss(FMatrixRMaj input, Target target) {
        int samples = samples(input);
        int[] labels = classes(target, samples);
        predict(input, probabilities);
        double loss = 0;
        for (int row = 0; row < samples; row++) {
            loss -= StrictMath.log(probabilities.get(row, labels[row])) / samples;
        }
        return loss;
    }

    @Override
    public double lossWithGradients(FMatrixRMaj input, Target target) {
        double loss = loss(input, target);
        if (!Double.isFinite(loss)) {
            throw nonFinite(loss, "label");
        }
        int samples = samples(input);
        int[] labels = classes(target, samples);
        clearGradients();
        for (int row = 0; row < samples; row++) {
            for (int c = 0; c < output().size(); c++) {
                float wanted = labels[row] == c ? 1f : 0f;
                float error =
                        (float) ((probabilities.get(row, c) - wanted) / gradientWeight(samples));
                bias.gradient().add(0, c, error);
                for (int i = 0; i < input.numCols; i++) {
                    weight.gradient().add(i, c, error * input.get(row, i));
                }
            }
        }
        countStep();
        return loss;
    }

    @Override
    public String summary() {
        return "label";
    }
}
