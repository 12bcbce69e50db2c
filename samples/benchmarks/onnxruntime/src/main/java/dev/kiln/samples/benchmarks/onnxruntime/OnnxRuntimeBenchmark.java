package dev.kiln.samples.benchmarks.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.kiln.samples.benchmarks.Architecture;
import dev.kiln.samples.benchmarks.Library;
import dev.kiln.samples.benchmarks.Measurement;
import dev.kiln.samples.benchmarks.Specimen;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** ONNX Runtime, which only predicts. */
public final class OnnxRuntimeBenchmark implements Library {

    /**
     * Measures.
     *
     * @param arguments networks, by comma; metrics, by comma: see {@link Measurement}
     */
    public static void main(String[] arguments) throws Exception {
        Measurement.run(new OnnxRuntimeBenchmark(), arguments);
    }

    @Override
    public String version() {
        return "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion();
    }

    @Override
    public Outputs outputs() {
        return Outputs.LOGITS;
    }

    @Override
    public Prediction prediction(Specimen specimen, int samples) throws Exception {
        return new Session(file(specimen), specimen.network(), samples, 1);
    }

    @Override
    public Optional<Prediction> sharedPrediction(Specimen specimen, int threads) throws Exception {
        return Optional.of(new Session(file(specimen), specimen.network(), 1, threads));
    }

    private static Path file(Specimen specimen) throws IOException {
        Path file = specimen.file(".onnx");
        if (!Files.exists(file)) {
            Files.write(file, OnnxParts.model(specimen));
        }
        return file;
    }

    @Override
    public Optional<Training> training(Specimen specimen, float[] images, int[] labels) {
        return Optional.empty();
    }

    /** A loaded model whose input lies outside the heap, where it need not be copied again. */
    private static final class Session implements Prediction {

        private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
        private final OrtSession session;
        private final FloatBuffer buffer;
        private final OnnxTensor input;
        private final float[] logits;

        Session(Path file, Architecture network, int samples, int threads)
                throws OrtException, IOException {
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(threads);
                options.setInterOpNumThreads(1);
                options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
                session = environment.createSession(file.toString(), options);
            }
            buffer =
                    ByteBuffer.allocateDirect(4 * samples * network.imageSize())
                            .order(ByteOrder.nativeOrder())
                            .asFloatBuffer();
            long[] shape = {samples, network.channels(), network.side(), network.side()};
            input = OnnxTensor.createTensor(environment, buffer, shape);
            logits = new float[samples * network.classes()];
        }

        @Override
        public float[] predict(float[] images) throws OrtException {
            buffer.put(0, images);
            try (OrtSession.Result result = session.run(Map.of(OnnxParts.INPUT, input))) {
                ((OnnxTensor) result.get(0)).getFloatBuffer().get(logits);
            }
            return logits;
        }
    }
}
