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
import java.util.TreeMap;
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
            Map<String, Object> attributes = window(kernel, stride, padding, padding);
            String weight = weights(filters, in.channels(), kernel, kernel);
            String name =
                    bias
                            ? graph.add("Conv", attributes, in.name(), weight, weights(filters))
                            : graph.add("Conv", attributes, in.name(), weight);
            return new Tensor(name, filters, slid(in.side(), kernel, stride, 2 * padding));
        };
    }

    @Override
    public Part depthwise(int channels, int kernel, int stride, int padding) {
        return in -> {
            Map<String, Object> attributes = window(kernel, stride, padding, padding);
            attributes.put("group", channels);
            String weight = weights(channels, 1, kernel, kernel);
            String name = graph.add("Conv", attributes, in.name(), weight);
            return new Tensor(name, channels, slid(in.side(), kernel, stride, 2 * padding));
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
        return in -> pool("MaxPool", in, size, stride, padding, padding);
    }

    @Override
    public Part coveringMaxPool(int size, int stride) {
        return in -> {
            int over = (in.side() - size) % stride;
            return pool("MaxPool", in, size, stride, 0, over == 0 ? 0 : stride - over);
        };
    }

    @Override
    public Part averagePool(int size) {
        return in -> pool("AveragePool", in, size, size, 0, 0);
    }

    private Tensor pool(String operation, Tensor in, int size, int stride, int before, int after) {
        String name = graph.add(operation, window(size, stride, before, after), in.name());
        return new Tensor(name, in.channels(), slid(in.side(), size, stride, before + after));
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

    private static Map<String, Object> window(int size, int stride, int before, int after) {
        Map<String, Object> attributes = new TreeMap<>();
        attributes.put("kernel_shape", new int[] {size, size});
        attributes.put("strides", new int[] {stride, stride});
        attributes.put("pads", new int[] {before, before, after, after});
        return attributes;
    }

    private static int slid(int side, int window, int stride, int padding) {
        return (side + padding - window) / stride + 1;
    }
}
