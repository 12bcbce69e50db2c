package dev.kiln.samples.quickstart;

import dev.kiln.runtime.Classifier;
import dev.kiln.runtime.Network;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What can be learned: each has a model of its own, because preprocessing and names belong to the
 * model.
 */
enum Task {
    CLOTHES {
        @Override
        Network initialize(long seed) {
            return LeNetNetwork.initialize(seed);
        }

        @Override
        Classifier load(Path weights) throws IOException {
            return LeNetPredictor.load(weights);
        }
    },
    DIGITS {
        @Override
        Network initialize(long seed) {
            return DigitsNetwork.initialize(seed);
        }

        @Override
        Classifier load(Path weights) throws IOException {
            return DigitsPredictor.load(weights);
        }
    };

    abstract Network initialize(long seed);

    abstract Classifier load(Path weights) throws IOException;
}
