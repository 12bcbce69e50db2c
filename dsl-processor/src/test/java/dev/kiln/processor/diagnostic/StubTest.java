package dev.kiln.processor.diagnostic;

import static com.google.common.truth.Truth.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.kiln.processor.KilnProcessor;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * The code that uses a model in error still compiles, so that the one real error is the one that is
 * seen.
 */
class StubTest {

    @Test
    void onlyTheRealErrorIsReported() {
        Compilation compilation =
                Compiler.javac()
                        .withProcessors(new KilnProcessor())
                        .compile(
                                JavaFileObjects.forSourceString(
                                        "Net",
                                        """
                                        import static dev.kiln.Activation.*;
                                        import dev.kiln.*;
                                        @Model(input = @Input(height = 4, width = 4, channels = 3), inputGradient = true)
                                        class Net {
                                            @Pool(size = 5) Layer pool;
                                            @Dense(units = 2, activation = SOFTMAX) Layer last;
                                        }
                                        """),
                                JavaFileObjects.forSourceString(
                                        "App",
                                        """
                                        import dev.kiln.runtime.*;
                                        import dev.kiln.runtime.train.*;
                                        import java.io.*;
                                        import java.nio.file.*;
                                        import java.util.*;
                                        import org.ejml.data.FMatrixRMaj;
                                        class App {
                                            Object all(Path file, InputStream in, FMatrixRMaj x, Target t, float[] p)
                                                    throws IOException {
                                                NetNetwork network = NetNetwork.initialize(42);
                                                network = NetNetwork.load(file);
                                                double loss = network.loss(x, t) + network.lossWithGradients(x, t);
                                                network.update(Sgd.rate(0.1).start(network.parameters()));
                                                network.save(file);
                                                List<Parameter> parameters = network.parameters();
                                                String summary = network.summary();
                                                FMatrixRMaj y = network.predict(x, network.inputGradient());
                                                NetPredictor predictor = NetPredictor.load(file);
                                                predictor = NetPredictor.load(in);
                                                predictor = NetPredictor.of(network);
                                                int label = predictor.classify(p);
                                                return predictor.label(p) + predictor.predict(x, y) + loss + label
                                                        + parameters + summary + predictor.predict(p);
                                            }
                                        }
                                        """));
        assertThat(compilation.errors()).hasSize(1);
        assertThat(compilation.errors().get(0).getMessage(Locale.ROOT))
                .startsWith("[KILN-WINDOW-EXCEEDS-INPUT] pool: ");
    }
}
