package dev.kiln.samples.benchmarks.onnxruntime;

import java.util.Map;

/**
 * An ONNX model under construction. Field numbers are those of onnx.proto
 * (github.com/onnx/onnx/blob/main/onnx/onnx.proto).
 */
final class OnnxGraph {

    private static final int FLOAT_TENSOR = 1;
    private static final int OPERATORS = 13;
    private static final int FORMAT = 8;

    private final Message graph = new Message().put(2, "network");
    private int tensors;

    /**
     * Adds an operation.
     *
     * @param attributes values are {@code Float}, {@code Integer} or {@code int[]}
     * @return name of its output
     */
    String add(String operation, Map<String, Object> attributes, String... inputs) {
        Message node = new Message();
        for (String input : inputs) {
            node.put(1, input);
        }
        String output = name();
        node.put(2, output).put(4, operation);
        attributes.forEach((key, value) -> node.put(5, attribute(key, value)));
        graph.put(1, node);
        return output;
    }

    private static Message attribute(String name, Object value) {
        Message attribute = new Message().put(1, name);
        if (value instanceof Float number) {
            return attribute.put(2, number).put(20, 1);
        }
        if (value instanceof Integer number) {
            return attribute.put(3, (long) number).put(20, 2);
        }
        for (int number : (int[]) value) {
            attribute.put(8, (long) number);
        }
        return attribute.put(20, 7);
    }

    /**
     * Adds a tensor of weights.
     *
     * @return its name
     */
    String weights(float[] values, int... shape) {
        Message tensor = new Message();
        for (int length : shape) {
            tensor.put(1, (long) length);
        }
        String name = name();
        graph.put(
                5,
                tensor.put(2, (long) FLOAT_TENSOR)
                        .put(8, name)
                        .put(9, Message.littleEndian(values)));
        return name;
    }

    /** Declares the input of the model: any number of samples of this shape. */
    void input(String name, int... shape) {
        graph.put(11, samples(name, shape));
    }

    /** The finished model, which gives this tensor: any number of samples of this shape. */
    byte[] model(String output, int... shape) {
        graph.put(12, samples(output, shape));
        return new Message()
                .put(1, (long) FORMAT)
                .put(7, graph)
                .put(8, new Message().put(1, "").put(2, (long) OPERATORS))
                .toByteArray();
    }

    private static Message samples(String name, int... shape) {
        Message lengths = new Message().put(1, new Message().put(2, "samples"));
        for (int length : shape) {
            lengths.put(1, new Message().put(1, (long) length));
        }
        Message tensor = new Message().put(1, (long) FLOAT_TENSOR).put(2, lengths);
        return new Message().put(1, name).put(2, new Message().put(1, tensor));
    }

    private String name() {
        return "t" + tensors++;
    }
}
