package dev.kiln.samples.benchmarks.kiln;

import dev.kiln.runtime.Predictor;
import dev.kiln.samples.benchmarks.Architecture;
import java.io.IOException;
import java.nio.file.Path;

/** The generated predictors by the names of their networks, which are not loaded with them. */
final class Predictors {

    private Predictors() {}

    /** A predictor with the weights in a file. */
    static Predictor load(Architecture network, Path file) throws IOException {
        return (Predictor) predictor(network, file);
    }

    /** As an object: to see that all are predictors, the JVM would load all five classes. */
    private static Object predictor(Architecture network, Path file) throws IOException {
        return switch (network) {
            case LENET -> LeNetPredictor.load(file);
            case VGG -> VggLikePredictor.load(file);
            case RESNET20 -> ResNet20Predictor.load(file);
            case INCEPTION -> MiniInceptionPredictor.load(file);
            case MLP -> MlpPredictor.load(file);
        };
    }
}
