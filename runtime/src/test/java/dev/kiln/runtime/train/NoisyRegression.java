package dev.kiln.runtime.train;

import dev.kiln.runtime.Initializer;
import dev.kiln.runtime.Network;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Shape;
import dev.kiln.runtime.Target;
import dev.kiln.runtime.internal.kernel.Dropout;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * A line through points, with one of everything that training must keep track of: dropped inputs, a
 * running mean, a penalty and a frozen bias. Predicts {@code (input - mean) * weight + bias +
 * fixed}.
 */
final class NoisyRegression extends Network {

    private static final float MOMENTUM = 0.1f;

    private final Parameter weight;
    private final Parameter bias;
    private final Parameter fixed;
    private final Parameter mean;
    private final FMatrixRMaj noisy = new FMatrixRMaj(1, 1);

    NoisyRegression(int inputs, long seed) {
        super("NoisyRegression", new Shape(1, inputs, 1), Shape.vector(1), List.of(), "0f0f");
        weight =
                Parameter.dense("line.weight", 1, input(), Initializer.GLOROT).penalize(1e-3, 1e-3);
        bias = Parameter.bias("line.bias", 1);
        fixed = Parameter.bias("fixed.bias", 1).freeze();
        mean = Parameter.runningMean("norm.running_mean", inputs);
        initializeParameters(seed);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight, bias, fixed, mean);
    }

    @Override
    public FMatrixRMaj predict(FMatrixRMaj input, FMatrixRMaj output) {
        FMatrixRMaj result = output == null ? new FMatrixRMaj(1, 1) : output;
        result.reshape(samples(input), 1);
        for (int row = 0; row < input.numRows; row++) {
            float sum = bias.value().data[0] + fixed.value().data[0];
            for (int i = 0; i < input.numCols; i++) {
                sum += (input.get(row, i) - mean.value().data[i]) * weight.value().data[i];
            }
            result.set(row, 0, sum);
        }
        return result;
    }

    @Override
    public double loss(FMatrixRMaj input, Target target) {
        float[] wanted = values(target, samples(input));
        FMatrixRMaj result = predict(input, null);
        double sum = 0;
        for (int row = 0; row < input.numRows; row++) {
            sum += Math.pow(result.get(row, 0) - wanted[row], 2);
        }
        return sum / input.numRows;
    }

    @Override
    public double lossWithGradients(FMatrixRMaj input, Target target) {
        for (int i = 0; i < input.numCols; i++) {
            float sum = 0;
            for (int row = 0; row < input.numRows; row++) {
                sum += input.get(row, i);
            }
            float old = mean.value().data[i];
            mean.value().data[i] = old + MOMENTUM * (sum / input.numRows - old);
        }
        noisy.reshape(samples(input), input.numCols);
        Dropout.apply(input.data, noisy.data, 0, noisy.getNumElements(), 0.2f, seed(), step(), 0);
        float[] wanted = values(target, input.numRows);
        FMatrixRMaj result = predict(noisy, null);
        clearGradients();
        for (int row = 0; row < input.numRows; row++) {
            float slope =
                    (float)
                            (2
                                    * (result.get(row, 0) - wanted[row])
                                    / gradientWeight(input.numRows));
            bias.gradient().data[0] += slope;
            for (int i = 0; i < input.numCols; i++) {
                weight.gradient().data[i] += slope * (noisy.get(row, i) - mean.value().data[i]);
            }
        }
        double loss = loss(noisy, target);
        if (!Double.isFinite(loss)) {
            throw nonFinite(loss, "line");
        }
        countStep();
        return loss + penalty();
    }

    @Override
    public int batchNormPixels() {
        return 1;
    }

    @Override
    public String summary() {
        return "line";
    }
}
