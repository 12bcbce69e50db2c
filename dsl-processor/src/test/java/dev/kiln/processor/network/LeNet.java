package dev.kiln.processor.network;

import dev.kiln.processor.MemoryCompiler;
import dev.kiln.runtime.Classifier;
import dev.kiln.runtime.Network;
import java.util.Map;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/** The annotated LeNet of the README, compiled once, and images for it. */
public final class LeNet {

    public static final String SOURCE =
            """
            package demo;

            import static dev.kiln.Activation.*;
            import static dev.kiln.Sizes.*;

            import dev.kiln.*;

            @Model(input = @Input(height = 28, width = 28, channels = 1, scale = 1 / 255.0))
            @Labels({"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"})
            class LeNet {
                @Conv(filters = 6, kernel = 5, activation = RELU)                    Layer conv1;
                @Pool(size = 2)                                                      Layer pool1;
                @Conv(filters = 16, kernel = 5, padding = VALID, activation = RELU)  Layer conv2;
                @Pool(size = 2)                                                      Layer pool2;
                @Dense(units = 120, activation = RELU)                               Layer hidden1;
                @Dense(units = 84, activation = RELU)                                Layer hidden2;
                @Dense(units = 10, activation = SOFTMAX)                             Layer digit;
            }
            """;

    static final MemoryCompiler.Result COMPILED =
            MemoryCompiler.compile(Map.of("demo.LeNet", SOURCE));

    private static final ClassLoader LOADER = COMPILED.loader();

    private LeNet() {}

    static Network network(long seed) throws ReflectiveOperationException {
        return (Network)
                LOADER.loadClass("demo.LeNetNetwork")
                        .getMethod("initialize", long.class)
                        .invoke(null, seed);
    }

    static Classifier predictor(Network network) throws ReflectiveOperationException {
        return (Classifier)
                LOADER.loadClass("demo.LeNetPredictor")
                        .getMethod("of", network.getClass())
                        .invoke(null, network);
    }

    static FMatrixRMaj images(int samples, long seed) {
        Random random = new Random(seed);
        FMatrixRMaj images = new FMatrixRMaj(samples, 28 * 28);
        for (int i = 0; i < images.data.length; i++) {
            images.data[i] = random.nextInt(256);
        }
        return images;
    }

    static int[] labels(int samples, long seed) {
        return new Random(seed).ints(samples, 0, 10).toArray();
    }
}
