package dev.kiln.processor.gradient;

import dev.kiln.processor.gradient.Layers.Image;
import dev.kiln.processor.gradient.Layers.Layer;
import java.util.List;

/**
 * A small network: shape of a sample as {height, width, channels}, samples in the batch, loss,
 * layers.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Net(String name, int[] input, int samples, LossRule loss, List<Layer> layers) {

    static Net of(
            String name,
            int height,
            int width,
            int channels,
            int samples,
            LossRule loss,
            Layer... l) {
        return new Net(name, new int[] {height, width, channels}, samples, loss, List.of(l));
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
        import dev.kiln.*;
        @SuppressWarnings({"KILN-CROPPED", "KILN-SOFTMAX-INSIDE", "KILN-PADDING-EXCEEDS-KERNEL"})
        @Model(input = @Input(height = %d, width = %d, channels = %d), inputGradient = true, %s)
        class %s {
        %s}
        """
                .formatted(input[0], input[1], input[2], loss.text(), name, fields);
    }

    /** What the network returns for one sample; {@code parameters} in the order of the layers. */
    double[] predict(double[] sample, double[][] parameters) {
        Image x = new Image(input[0], input[1], input[2], sample);
        int next = 0;
        for (Layer layer : layers) {
            double[][] own = new double[layer.parameters()][];
            for (int i = 0; i < own.length; i++) {
                own[i] = parameters[next++];
            }
            x = layer.forward(x, own);
        }
        return x.data();
    }

    double loss(double[][] batch, double[][] parameters, int[] labels, double[][] targets) {
        double[][] outputs = new double[batch.length][];
        for (int i = 0; i < batch.length; i++) {
            outputs[i] = predict(batch[i], parameters);
        }
        return loss.of(outputs, labels, targets);
    }
}
