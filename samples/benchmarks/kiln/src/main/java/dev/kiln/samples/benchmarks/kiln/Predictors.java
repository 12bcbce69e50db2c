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

    /** As an object: to see that all are predictors, the JVM would load all their classes. */
    private static Object predictor(Architecture network, Path file) throws IOException {
        return switch (network) {
            case LENET -> LeNetPredictor.load(file);
            case VGG -> VggLikePredictor.load(file);
            case RESNET20 -> ResNet20Predictor.load(file);
            case INCEPTION -> MiniInceptionPredictor.load(file);
            case MLP -> MlpPredictor.load(file);
            case RESNET18 -> ResNet18Predictor.load(file);
            case RESNET50 -> ResNet50Predictor.load(file);
            case MOBILENET2 -> MobileNetV2Predictor.load(file);
            case GOOGLENET -> GoogLeNetPredictor.load(file);
            case DENSENET121 -> DenseNet121Predictor.load(file);
            case SQUEEZENET -> SqueezeNetPredictor.load(file);
        };
    }
}
