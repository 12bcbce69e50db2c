package dev.kiln.samples.benchmarks.deeplearning4j;

import dev.kiln.samples.benchmarks.Architecture;
import dev.kiln.samples.benchmarks.Library;
import dev.kiln.samples.benchmarks.Measurement;
import dev.kiln.samples.benchmarks.Specimen;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Deeplearning4j with its native backend. Its momentum is Nesterov's and its weight decay stays out
 * of the momentum: the nearest that it has to what the others do, at the same cost.
 */
public final class Deeplearning4jBenchmark implements Library {

    /** In the order of the weights of a specimen; no layer has all. */
    private static final List<String> PARAMETERS =
            List.of("W", "b", "gamma", "beta", "mean", "var");

    /**
     * Measures.
     *
     * @param arguments networks, by comma; metrics, by comma: see {@link Measurement}
     */
    public static void main(String[] arguments) throws Exception {
        Measurement.run(new Deeplearning4jBenchmark(), arguments);
    }

    @Override
    public String version() throws IOException {
        String file = "/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties";
        try (InputStream stream = ComputationGraph.class.getResourceAsStream(file)) {
            Properties properties = new Properties();
            properties.load(stream);
            return "Deeplearning4j " + properties.getProperty("version");
        }
    }

    @Override
    public Outputs outputs() {
        return Outputs.PROBABILITIES;
    }

    @Override
    public Prediction prediction(Specimen specimen, int samples) throws IOException {
        ComputationGraph network = network(specimen);
        INDArray input = Nd4j.create(DataType.FLOAT, shape(specimen.network(), samples));
        FloatBuffer buffer = input.data().asNioFloat();
        return images -> {
            buffer.put(0, images);
            return network.outputSingle(input).data().asFloat();
        };
    }

    @Override
    public Optional<Training> training(Specimen specimen, float[] images, int[] labels)
            throws IOException {
        ComputationGraph network = network(specimen);
        INDArray[] inputs = {Nd4j.create(images, shape(specimen.network(), labels.length), 'c')};
        int classes = specimen.network().classes();
        INDArray[] targets = {Nd4j.zeros(DataType.FLOAT, labels.length, classes)};
        for (int i = 0; i < labels.length; i++) {
            targets[0].putScalar(i, labels[i], 1f);
        }
        return Optional.of(
                new Training() {
                    @Override
                    public void step() {
                        network.fit(inputs, targets);
                    }

                    @Override
                    public float[] predict() {
                        return network.outputSingle(inputs).data().asFloat();
                    }
                });
    }

    private static long[] shape(Architecture network, int samples) {
        return new long[] {samples, network.channels(), network.side(), network.side()};
    }

    private static ComputationGraph network(Specimen specimen) throws IOException {
        ComputationGraph network =
                new ComputationGraph(GraphParts.configuration(specimen.network()));
        network.init();
        FloatBuffer weights = specimen.weights();
        for (int layer = 0; layer < network.getVertices().length; layer++) {
            if (network.getVertex("layer" + layer) != null) {
                read(weights, network.getVertex("layer" + layer).paramTable(false));
            }
        }
        if (weights.hasRemaining()) {
            throw new IOException(weights.remaining() + " weights are left");
        }
        return network;
    }

    private static void read(FloatBuffer weights, Map<String, INDArray> parameters) {
        for (String name : PARAMETERS) {
            INDArray parameter = parameters.get(name);
            if (parameter == null) {
                continue;
            }
            float[] values = new float[Math.toIntExact(parameter.length())];
            weights.get(values);
            boolean dense = name.equals("W") && parameter.rank() == 2; // [inputs, units]
            if (dense) {
                long[] shape = {parameter.size(1), parameter.size(0)};
                parameter.assign(Nd4j.create(values, shape, 'c').transpose());
            } else {
                parameter.assign(Nd4j.create(values, parameter.shape(), 'c'));
            }
        }
    }
}
