package dev.kiln.samples.benchmarks.kiln;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.Predictor;
import dev.kiln.runtime.Target;
import dev.kiln.runtime.train.RunningOptimizer;
import dev.kiln.runtime.train.Sgd;
import dev.kiln.samples.benchmarks.Architecture;
import dev.kiln.samples.benchmarks.Library;
import dev.kiln.samples.benchmarks.Measurement;
import dev.kiln.samples.benchmarks.Specimen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;

/** Kiln, measured like the others. */
public final class KilnBenchmark implements Library {

    /**
     * Measures.
     *
     * @param arguments networks, by comma; metrics, by comma: see {@link Measurement}
     */
    public static void main(String[] arguments) throws Exception {
        Measurement.run(new KilnBenchmark(), arguments);
    }

    @Override
    public String version() {
        return "Kiln, Java " + Runtime.version();
    }

    @Override
    public Outputs outputs() {
        return Outputs.PROBABILITIES;
    }

    /** Channels last. */
    @Override
    public float[] arrange(Architecture network, float[] images) {
        int channels = network.channels();
        int area = network.side() * network.side();
        float[] arranged = new float[images.length];
        for (int image = 0; image < images.length; image += channels * area) {
            for (int channel = 0; channel < channels; channel++) {
                for (int pixel = 0; pixel < area; pixel++) {
                    arranged[image + pixel * channels + channel] =
                            images[image + channel * area + pixel];
                }
            }
        }
        return arranged;
    }

    @Override
    public Prediction prediction(Specimen specimen, int samples) throws IOException {
        Predictor predictor = Predictors.load(specimen.network(), weights(specimen));
        return samples == 1 ? new One(predictor) : new Batch(predictor, samples);
    }

    @Override
    public Optional<Prediction> sharedPrediction(Specimen specimen, int threads)
            throws IOException {
        Predictor predictor = Predictors.load(specimen.network(), weights(specimen));
        predictor.threads(threads);
        return Optional.of(new One(predictor));
    }

    @Override
    public Optional<Training> training(Specimen specimen, float[] images, int[] labels)
            throws IOException {
        Network network = Networks.load(specimen.network(), weights(specimen));
        return Optional.of(new Descent(network, matrix(images, labels.length), labels));
    }

    static FMatrixRMaj matrix(float[] images, int samples) {
        return FMatrixRMaj.wrap(samples, images.length / samples, images);
    }

    private static Path weights(Specimen specimen) {
        return specimen.file(".safetensors");
    }

    /** No lambda, whose linking would count as cold start. */
    private record One(Predictor predictor) implements Prediction {

        @Override
        public float[] predict(float[] image) {
            return predictor.predict(image);
        }
    }

    private record Batch(Predictor predictor, int samples, FMatrixRMaj result)
            implements Prediction {

        Batch(Predictor predictor, int samples) {
            this(predictor, samples, new FMatrixRMaj(samples, predictor.output().size()));
        }

        @Override
        public float[] predict(float[] images) {
            return predictor.predict(matrix(images, samples), result).data;
        }
    }

    /** Training of a network. */
    static final class Descent implements Training {

        private final Network network;
        private final FMatrixRMaj images;
        private final Target target;
        private final RunningOptimizer sgd;

        Descent(Network network, FMatrixRMaj images, int[] labels) {
            this.network = network;
            this.images = images;
            this.target = Target.classes(labels);
            this.sgd =
                    Sgd.rate(0.01)
                            .momentum(0.9)
                            .weightDecay(1e-4)
                            .decayBiases()
                            .start(network.parameters());
        }

        @Override
        public void step() {
            network.lossWithGradients(images, target);
            network.update(sgd);
        }

        @Override
        public float[] predict() {
            return network.predict(images, null).data;
        }
    }
}
