package dev.kiln.samples.benchmarks.onnxruntime;

import dev.kiln.samples.benchmarks.Architecture;
import dev.kiln.samples.benchmarks.Parts;
import dev.kiln.samples.benchmarks.Specimen;
import dev.kiln.samples.benchmarks.onnxruntime.OnnxParts.Part;
import dev.kiln.samples.benchmarks.onnxruntime.OnnxParts.Tensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Makes an ONNX model for prediction. A part appends its operations to the graph, and takes its
 * weights from the front of those that are left.
 */
final class OnnxParts implements Parts<Part> {

    static final String INPUT = "images";

    private final OnnxGraph graph = new OnnxGraph();
    private final FloatBuffer weights;

    private OnnxParts(FloatBuffer weights) {
        this.weights = weights;
    }

    /** A tensor of the graph: [samples, channels, side, side], or a vector where the side is 1. */
    record Tensor(String name, int channels, int side) {}

    /** From its input to its output. */
    interface Part extends UnaryOperator<Tensor> {}

    /** The specimen's network and weights as an ONNX file. */
    static byte[] model(Specimen specimen) throws IOException {
        Architecture network = specimen.network();
        OnnxParts parts = new OnnxParts(specimen.weights());
        parts.graph.input(INPUT, network.channels(), network.side(), network.side());
        Tensor input = new Tensor(INPUT, network.channels(), network.side());
        Tensor output = network.build(parts).apply(input);
        if (parts.weights.hasRemaining()) {
            throw new IOException(parts.weights.remaining() + " weights are left");
        }
        return parts.graph.model(output.name(), output.channels());
    }

    @Override
    public Part convolution(int filters, int kernel, int stride, int padding, boolean bias) {
        return in -> {
            Map<String, Object> attributes =
                    Map.of(
                            "kernel_shape",
                            new int[] {kernel, kernel},
                            "strides",
                            new int[] {stride, stride},
                            "pads",
                            new int[] {padding, padding, padding, padding});
            String weight = weights(filters, in.channels(), kernel, kernel);
            String name =
                    bias
                            ? graph.add("Conv", attributes, in.name(), weight, weights(filters))
                            : graph.add("Conv", attributes, in.name(), weight);
            return new Tensor(name, filters, slid(in.side(), kernel, stride, padding));
        };
    }

    @Override
    public Part batchNorm() {
        return in -> {
            int channels = in.channels();
            String name =
                    graph.add(
                            "BatchNormalization",
                            Map.of("epsilon", 1e-5f),
                            in.name(),
                            weights(channels),
                            weights(channels),
                            weights(channels),
                            weights(channels));
            return new Tensor(name, channels, in.side());
        };
    }

    @Override
    public Part relu() {
        return in -> new Tensor(graph.add("Relu", Map.of(), in.name()), in.channels(), in.side());
    }

    @Override
    public Part maxPool(int size, int stride, int padding) {
        return in -> {
            Map<String, Object> attributes =
                    Map.of(
                            "kernel_shape",
                            new int[] {size, size},
                            "strides",
                            new int[] {stride, stride},
                            "pads",
                            new int[] {padding, padding, padding, padding});
            String name = graph.add("MaxPool", attributes, in.name());
            return new Tensor(name, in.channels(), slid(in.side(), size, stride, padding));
        };
    }

    @Override
    public Part globalAverage() {
        return in -> {
            String name = graph.add("GlobalAveragePool", Map.of(), in.name());
            return flatten().apply(new Tensor(name, in.channels(), 1));
        };
    }

    @Override
    public Part flatten() {
        return in -> {
            String name = graph.add("Flatten", Map.of("axis", 1), in.name());
            return new Tensor(name, in.channels() * in.side() * in.side(), 1);
        };
    }

    @Override
    public Part dense(int units) {
        return in -> {
            String weight = weights(units, in.channels());
            String name = graph.add("Gemm", Map.of("transB", 1), in.name(), weight, weights(units));
            return new Tensor(name, units, 1);
        };
    }

    @Override
    public Part dropout(double rate) {
        return in -> in;
    }

    @Override
    public Part chain(List<Part> parts) {
        return in -> {
            Tensor tensor = in;
            for (Part part : parts) {
                tensor = part.apply(tensor);
            }
            return tensor;
        };
    }

    @Override
    public Part sum(Part shortcut, Part path) {
        return in -> {
            Tensor first = shortcut.apply(in);
            Tensor second = path.apply(in);
            String name = graph.add("Add", Map.of(), first.name(), second.name());
            return new Tensor(name, second.channels(), second.side());
        };
    }

    @Override
    public Part join(List<Part> branches) {
        return in -> {
            List<Tensor> outputs = branches.stream().map(branch -> branch.apply(in)).toList();
            String[] names = outputs.stream().map(Tensor::name).toArray(String[]::new);
            String name = graph.add("Concat", Map.of("axis", 1), names);
            int channels = outputs.stream().mapToInt(Tensor::channels).sum();
            return new Tensor(name, channels, in.side());
        };
    }

    private String weights(int... shape) {
        int size = 1;
        for (int length : shape) {
            size *= length;
        }
        float[] values = new float[size];
        weights.get(values);
        return graph.weights(values, shape);
    }

    private static int slid(int side, int window, int stride, int padding) {
        return (side + 2 * padding - window) / stride + 1;
    }
}
