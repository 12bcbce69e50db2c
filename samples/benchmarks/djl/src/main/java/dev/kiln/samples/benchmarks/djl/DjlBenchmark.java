package dev.kiln.samples.benchmarks.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import dev.kiln.samples.benchmarks.Architecture;
import dev.kiln.samples.benchmarks.Library;
import dev.kiln.samples.benchmarks.Measurement;
import dev.kiln.samples.benchmarks.Specimen;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Optional;

/** DJL with PyTorch's native library, through blocks, predictors and trainers. */
public final class DjlBenchmark implements Library {

    private static final String ENGINE = "PyTorch";

    /**
     * Measures.
     *
     * @param arguments networks, by comma; metrics, by comma: see {@link Measurement}
     */
    public static void main(String[] arguments) throws Exception {
        // The native library is on the class path; DJL would ask its server all the same.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        Measurement.run(new DjlBenchmark(), arguments);
    }

    @Override
    public String version() {
        return "DJL "
                + Engine.getDjlVersion()
                + " with PyTorch "
                + Engine.getEngine(ENGINE).getVersion();
    }

    @Override
    public Outputs outputs() {
        return Outputs.LOGITS;
    }

    @Override
    public Prediction prediction(Specimen specimen, int samples) throws IOException {
        return new DjlPrediction(model(specimen), shape(specimen.network(), samples));
    }

    @Override
    public Optional<Training> training(Specimen specimen, float[] images, int[] labels)
            throws IOException {
        Shape shape = shape(specimen.network(), labels.length);
        return Optional.of(new DjlTraining(model(specimen), shape, images, labels));
    }

    private static Shape shape(Architecture network, int samples) {
        return new Shape(samples, network.channels(), network.side(), network.side());
    }

    /** The specimen's network with its weights, whose order and layouts are DJL's too. */
    private static Model model(Specimen specimen) throws IOException {
        Block block = specimen.network().build(new DjlParts());
        Model model = Model.newInstance(specimen.network().label(), Device.cpu(), ENGINE);
        model.setBlock(block);
        block.initialize(model.getNDManager(), DataType.FLOAT32, shape(specimen.network(), 1));
        FloatBuffer weights = specimen.weights();
        for (Pair<String, Parameter> parameter : block.getParameters()) {
            float[] values = new float[(int) parameter.getValue().getArray().size()];
            weights.get(values);
            parameter.getValue().getArray().set(values);
        }
        if (weights.hasRemaining()) {
            throw new IOException(weights.remaining() + " weights are left");
        }
        return model;
    }
}
