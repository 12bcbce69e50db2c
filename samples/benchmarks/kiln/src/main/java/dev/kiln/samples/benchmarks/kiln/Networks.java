package dev.kiln.samples.benchmarks.kiln;

import dev.kiln.runtime.Network;
import dev.kiln.samples.benchmarks.Architecture;
import java.io.IOException;
import java.nio.file.Path;

/** The generated classes by the names of their networks. */
final class Networks {

    private Networks() {}

    /** With its first weights, always the same. */
    static Network initialize(Architecture network) {
        return switch (network) {
            case LENET -> LeNetNetwork.initialize(1);
            case VGG -> VggLikeNetwork.initialize(1);
            case RESNET20 -> ResNet20Network.initialize(1);
            case INCEPTION -> MiniInceptionNetwork.initialize(1);
            case MLP -> MlpNetwork.initialize(1);
            case RESNET18 -> ResNet18Network.initialize(1);
            case RESNET50 -> ResNet50Network.initialize(1);
            case MOBILENET2 -> MobileNetV2Network.initialize(1);
            case GOOGLENET -> GoogLeNetNetwork.initialize(1);
            case DENSENET121 -> DenseNet121Network.initialize(1);
            case SQUEEZENET -> SqueezeNetNetwork.initialize(1);
        };
    }

    /** With the weights in a file. */
    static Network load(Architecture network, Path file) throws IOException {
        return switch (network) {
            case LENET -> LeNetNetwork.load(file);
            case VGG -> VggLikeNetwork.load(file);
            case RESNET20 -> ResNet20Network.load(file);
            case INCEPTION -> MiniInceptionNetwork.load(file);
            case MLP -> MlpNetwork.load(file);
            case RESNET18 -> ResNet18Network.load(file);
            case RESNET50 -> ResNet50Network.load(file);
            case MOBILENET2 -> MobileNetV2Network.load(file);
            case GOOGLENET -> GoogLeNetNetwork.load(file);
            case DENSENET121 -> DenseNet121Network.load(file);
            case SQUEEZENET -> SqueezeNetNetwork.load(file);
        };
    }
}
