package dev.kiln.processor.gradient;

import dev.kiln.processor.gradient.Layers.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A small network: shape of a sample as {height, width, channels}, samples in the batch, loss,
 * layers, and what happens to the raw input first.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Net(
        String name, int[] input, int samples, LossRule loss, List<Layer> layers, Scaling scaling) {

    static Net of(
            String name,
            int height,
            int width,
            int channels,
            int samples,
            LossRule loss,
            Layer... l) {
        return new Net(
                name, new int[] {height, width, channels}, samples, loss, List.of(l), Scaling.NONE);
    }

    Net scaled(Scaling by) {
        return new Net(name, input, samples, loss, layers, by);
    }

    String source() {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < layers.size(); i++) {
            fields.append("    ").append(layers.get(i).annotation()).append(" Layer l" + i + ";\n");
        }
        return """
        package nets;
        import static dev.kiln.Activation.*;
        import static dev.kiln.Loss.*;
        import static dev.kiln.PoolType.*;
        import static dev.kiln.Sizes.*;
        import dev.kiln.*;
        @SuppressWarnings({"KILN-CROPPED", "KILN-SOFTMAX-INSIDE", "KILN-PADDING-EXCEEDS-KERNEL",
                "KILN-LOPSIDED"})
        @Model(input = @Input(height = %d, width = %d, channels = %d%s), inputGradient = true%s)
        class %s {
        %s}
        """
                .formatted(input[0], input[1], input[2], scaling.text(), loss.text(), name, fields);
    }

    /** What the network returns for one sample; {@code parameters} in the order of the layers. */
    double[] predict(double[] sample, double[][] parameters) {
        List<double[][]> own = perLayer(parameters);
        Image x = scaling.of(new Image(input[0], input[1], input[2], sample));
        for (int i = 0; i < own.size(); i++) {
            x = layers.get(i).forward(x, own.get(i));
        }
        return x.data();
    }

    /** How far the batch is from a point at which some layer has no derivative. */
    double margin(double[][] batch, double[][] parameters) {
        List<double[][]> own = perLayer(parameters);
        double least = Double.POSITIVE_INFINITY;
        for (double[] sample : batch) {
            Image x = scaling.of(new Image(input[0], input[1], input[2], sample));
            for (int i = 0; i < own.size(); i++) {
                least = Math.min(least, layers.get(i).margin(x, own.get(i)));
                x = layers.get(i).forward(x, own.get(i));
            }
        }
        return least;
    }

    private List<double[][]> perLayer(double[][] parameters) {
        List<double[][]> own = new ArrayList<>();
        int next = 0;
        for (Layer layer : layers) {
            own.add(Arrays.copyOfRange(parameters, next, next + layer.parameters()));
            next += layer.parameters();
        }
        return own;
    }

    double loss(double[][] batch, double[][] parameters, int[] labels, double[][] targets) {
        double[][] outputs = new double[batch.length][];
        for (int i = 0; i < batch.length; i++) {
            outputs[i] = predict(batch[i], parameters);
        }
        return loss.of(outputs, labels, targets);
    }
}
