package dev.kiln.processor.emit.kernel.pool;

import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import java.util.ArrayList;
import java.util.List;

/** Pooling by its definition, in double precision, with no regard to speed. */
public final class PoolReference {

    private final Window window;
    private final Shape input;
    private final Shape output;

    PoolReference(Window window) {
        this.window = window;
        this.input = window.input();
        this.output = window.output(input.channels());
    }

    Shape output() {
        return output;
    }

    /**
     * The indices of the inputs in the window of an output, within a sample, in row-major order.
     */
    List<Integer> inputs(int outputIndex) {
        int channel = outputIndex % output.channels();
        int column = outputIndex / output.channels() % output.width();
        int row = outputIndex / output.channels() / output.width();
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < window.kernel().rows(); i++) {
            for (int j = 0; j < window.kernel().columns(); j++) {
                int y =
                        row * window.stride().rows()
                                + i * window.dilation().rows()
                                - window.padding().top();
                int x =
                        column * window.stride().columns()
                                + j * window.dilation().columns()
                                - window.padding().left();
                if (y >= 0 && y < input.height() && x >= 0 && x < input.width()) {
                    indices.add((y * input.width() + x) * input.channels() + channel);
                }
            }
        }
        return indices;
    }

    double[] maximum(float[] x, int samples) {
        double[] y = new double[samples * output.size()];
        for (int o = 0; o < y.length; o++) {
            y[o] = Double.NEGATIVE_INFINITY;
            for (int i : inputs(o % output.size())) {
                y[o] = Math.max(y[o], x[o / output.size() * input.size() + i]);
            }
        }
        return y;
    }

    double[] maximumGradient(float[] x, float[] gradient, int samples) {
        double[] result = new double[samples * input.size()];
        for (int o = 0; o < samples * output.size(); o++) {
            int base = o / output.size() * input.size();
            int best = -1;
            for (int i : inputs(o % output.size())) {
                if (best < 0 || x[base + i] > x[base + best]) {
                    best = i;
                }
            }
            if (best >= 0) {
                result[base + best] += gradient[o];
            }
        }
        return result;
    }

    double[] average(float[] x, int samples, boolean countPadding) {
        double[] y = new double[samples * output.size()];
        for (int o = 0; o < y.length; o++) {
            for (int i : inputs(o % output.size())) {
                y[o] += x[o / output.size() * input.size() + i] / divisor(o, countPadding);
            }
        }
        return y;
    }

    double[] averageGradient(float[] gradient, int samples, boolean countPadding) {
        double[] result = new double[samples * input.size()];
        for (int o = 0; o < samples * output.size(); o++) {
            for (int i : inputs(o % output.size())) {
                result[o / output.size() * input.size() + i] +=
                        gradient[o] / divisor(o, countPadding);
            }
        }
        return result;
    }

    private double divisor(int o, boolean countPadding) {
        return countPadding
                ? window.kernel().rows() * window.kernel().columns()
                : inputs(o % output.size()).size();
    }
}
