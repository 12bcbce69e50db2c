package dev.kiln.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.internal.kernel.VectorKernels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application's first prediction waits for. */
class StartTest {

    /** Linked or loaded at run time, each for milliseconds. */
    private static final List<String> SLOW =
            List.of(
                    "Lambda",
                    "java.util.stream.",
                    "java.util.regex.",
                    "java.util.logging.",
                    "java.util.Formatter",
                    "java.nio.charset.CharsetDecoder",
                    "sun.nio.ch.FileChannelImpl");

    /** What a predictor that is loaded from a file has no use for. */
    private static final List<String> OTHERS =
            List.of(
                    "dev.kiln.runtime.Network",
                    "LeNetNetwork",
                    "WarmUp",
                    "org.ejml.",
                    "java.awt.",
                    "javax.imageio.",
                    "dev.kiln.runtime.internal.image.",
                    "jdk.incubator.vector.");

    @TempDir Path folder;

    /** An application that predicts and ends. */
    static final class Application implements VectorKernels.Trials {

        @Override
        public Runnable of(int kernel, boolean vector) {
            throw new IllegalStateException("there are no vectors");
        }

        public static void main(String[] arguments) throws IOException {
            LeNetPredictor predictor = LeNetPredictor.load(Path.of(arguments[0]));
            VectorKernels.of("LeNet", 1, new Application()).on(0); // as if built with vectors
            System.out.println("class " + predictor.classify(new float[28 * 28]));
        }
    }

    @Test
    void theFirstPredictionLoadsNothingSlow() throws IOException, InterruptedException {
        loadsNothingSlow(List.of("-XX:TieredStopAtLevel=1"));
    }

    @Test
    void withTheModuleOfVectorsNeither() throws IOException, InterruptedException {
        loadsNothingSlow(List.of("--add-modules", "jdk.incubator.vector"));
    }

    private void loadsNothingSlow(List<String> flags) throws IOException, InterruptedException {
        Path weights = folder.resolve("lenet.safetensors");
        LeNetNetwork.initialize(1).save(weights);
        List<String> loaded = loaded(weights, flags);
        assertTrue(loaded.stream().anyMatch(line -> line.contains(" dev.kiln.runtime.ArgMax ")));
        assertEquals(List.of(), containing(SLOW, loaded));
        assertEquals(List.of(), containing(OTHERS, loaded));
    }

    /** Classes that come from no archive of the JVM, up to the printing of the prediction. */
    private List<String> loaded(Path weights, List<String> flags)
            throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-Xlog:class+load");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Application.class.getName(), weights.toString()));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        assertEquals(0, process.waitFor());
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(log, StandardCharsets.UTF_8)) {
            if (line.contains(" " + Application.class.getName())) {
                lines.clear();
            }
            if (line.contains(" dev.kiln.runtime.ArgMax ")) {
                lines.add(line);
                return lines;
            }
            if (!line.contains("shared objects file")) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static List<String> containing(List<String> names, List<String> lines) {
        return lines.stream().filter(line -> names.stream().anyMatch(line::contains)).toList();
    }
}
