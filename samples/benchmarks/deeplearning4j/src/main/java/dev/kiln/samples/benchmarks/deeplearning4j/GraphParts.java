package dev.kiln.samples.benchmarks.deeplearning4j;

import dev.kiln.samples.benchmarks.Architecture;
import dev.kiln.samples.benchmarks.Parts;
import java.util.List;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Makes a computation graph of Deeplearning4j. A part appends its layers to the graph: from the
 * name of its input to that of its output. Their names, {@code layer0} and so on, are in the order
 * of the specimen's weights.
 */
final class GraphParts implements Parts<UnaryOperator<String>> {

    private static final String REAL = "Deeplearning4j takes part in small networks only";

    private final GraphBuilder graph;
    private int layers;

    private GraphParts(GraphBuilder graph) {
        this.graph = graph;
    }

    /** The network with softmax and cross-entropy at its end. */
    static ComputationGraphConfiguration configuration(Architecture network) {
        GraphBuilder graph =
                new NeuralNetConfiguration.Builder()
                        .seed(1)
                        .dataType(DataType.FLOAT)
                        .activation(Activation.IDENTITY)
                        .updater(new Nesterovs(0.01, 0.9))
                        .weightDecay(1e-4)
                        .graphBuilder()
                        .addInputs("images")
                        .setInputTypes(
                                InputType.convolutional(
                                        network.side(), network.side(), network.channels()));
        String logits = network.build(new GraphParts(graph)).apply("images");
        LossLayer loss =
                new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build();
        return graph.addLayer("loss", loss, logits).setOutputs("loss").build();
    }

    @Override
    public UnaryOperator<String> convolution(
            int filters, int kernel, int stride, int padding, boolean bias) {
        return layer(
                new ConvolutionLayer.Builder(kernel, kernel)
                        .stride(stride, stride)
                        .padding(padding, padding)
                        .nOut(filters)
                        .hasBias(bias)
                        .build());
    }

    @Override
    public UnaryOperator<String> depthwise(int channels, int kernel, int stride, int padding) {
        throw new UnsupportedOperationException(REAL);
    }

    @Override
    public UnaryOperator<String> batchNorm() {
        return layer(
                new BatchNormalization.Builder().eps(1e-5).decay(0.9).useLogStd(false).build());
    }

    @Override
    public UnaryOperator<String> relu() {
        return layer(new ActivationLayer.Builder().activation(Activation.RELU).build());
    }

    @Override
    public UnaryOperator<String> maxPool(int size, int stride, int padding) {
        return layer(
                new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                        .kernelSize(size, size)
                        .stride(stride, stride)
                        .padding(padding, padding)
                        .build());
    }

    @Override
    public UnaryOperator<String> coveringMaxPool(int size, int stride) {
        throw new UnsupportedOperationException(REAL);
    }

    @Override
    public UnaryOperator<String> averagePool(int size) {
        throw new UnsupportedOperationException(REAL);
    }

    @Override
    public UnaryOperator<String> globalAverage() {
        return layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build());
    }

    /** Deeplearning4j does so itself in front of a dense layer. */
    @Override
    public UnaryOperator<String> flatten() {
        return UnaryOperator.identity();
    }

    @Override
    public UnaryOperator<String> dense(int units) {
        return layer(new DenseLayer.Builder().nOut(units).build());
    }

    @Override
    public UnaryOperator<String> dropout(double rate) {
        return layer(new DropoutLayer.Builder(1 - rate).build());
    }

    @Override
    public UnaryOperator<String> chain(List<UnaryOperator<String>> parts) {
        return input -> {
            String name = input;
            for (UnaryOperator<String> part : parts) {
                name = part.apply(name);
            }
            return name;
        };
    }

    @Override
    public UnaryOperator<String> sum(UnaryOperator<String> shortcut, UnaryOperator<String> path) {
        return vertex(new ElementWiseVertex(ElementWiseVertex.Op.Add), List.of(shortcut, path));
    }

    @Override
    public UnaryOperator<String> join(List<UnaryOperator<String>> branches) {
        return vertex(new MergeVertex(), branches);
    }

    private UnaryOperator<String> layer(Layer layer) {
        return input -> {
            String name = name();
            graph.addLayer(name, layer, input);
            return name;
        };
    }

    private UnaryOperator<String> vertex(GraphVertex vertex, List<UnaryOperator<String>> branches) {
        return input -> {
            String[] inputs =
                    branches.stream().map(branch -> branch.apply(input)).toArray(String[]::new);
            String name = name();
            graph.addVertex(name, vertex, inputs);
            return name;
        };
    }

    private String name() {
        return "layer" + layers++;
    }
}
