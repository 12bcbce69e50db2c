package dev.kiln.samples.benchmarks;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.Predictor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What is measured of a model: its network and its predictor, made when they are asked for. */
record Subject(String name, Supplier<Network> network, Supplier<Predictor> predictor) {

    private static final Map<String, Subject> ALL = new TreeMap<>();

    static {
        add(
                "lenet",
                () -> LeNetNetwork.initialize(1),
                () -> LeNetPredictor.of(LeNetNetwork.initialize(1)));
        add("mlp", () -> MlpNetwork.initialize(1), () -> MlpPredictor.of(MlpNetwork.initialize(1)));
        add(
                "vgg",
                () -> VggLikeNetwork.initialize(1),
                () -> VggLikePredictor.of(VggLikeNetwork.initialize(1)));
        add(
                "resnet20",
                () -> ResNet20Network.initialize(1),
                () -> ResNet20Predictor.of(ResNet20Network.initialize(1)));
        add(
                "inception",
                () -> MiniInceptionNetwork.initialize(1),
                () -> MiniInceptionPredictor.of(MiniInceptionNetwork.initialize(1)));
    }

    private static void add(String name, Supplier<Network> network, Supplier<Predictor> predictor) {
        ALL.put(name, new Subject(name, network, predictor));
    }

    /** Names of all models. */
    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /** The model of this name. */
    static Subject of(String name) {
        Subject subject = ALL.get(name);
        if (subject == null) {
            throw new IllegalArgumentException("no model " + name + "; there are " + names());
        }
        return subject;
    }
}
