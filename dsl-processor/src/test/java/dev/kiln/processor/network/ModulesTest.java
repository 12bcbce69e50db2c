package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.Model;
import dev.kiln.processor.FolderCompiler;
import dev.kiln.runtime.Network;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications that are modules: one trains, the other only predicts, without EJML. */
class ModulesTest {

    private static final String TRAINING_MODULE =
            """
            module training {
                requires static dev.kiln;
                requires dev.kiln.runtime;
                requires ejml.core;
                exports training;
            }
            """;

    private static final String MODEL =
            """
            package training;
            import static dev.kiln.Activation.*;
            import dev.kiln.*;
            @Model(input = @Input(height = 6, width = 6, channels = 1))
            class Small {
                @Conv(filters = 3, kernel = 3, activation = RELU) Layer conv;
                @Dense(units = 4, activation = SOFTMAX) Layer label;
            }
            """;

    private static final String TRAINING =
            """
            package training;
            import dev.kiln.runtime.Target;
            import dev.kiln.runtime.train.Sgd;
            import java.nio.file.Path;
            import org.ejml.data.FMatrixRMaj;
            public class Main {
                public static void main(String[] arguments) throws Exception {
                    SmallNetwork network = SmallNetwork.initialize(3);
                    FMatrixRMaj batch = new FMatrixRMaj(2, 36);
                    for (int i = 0; i < 72; i++) {
                        batch.data[i] = i % 7;
                    }
                    network.lossWithGradients(batch, Target.classes(1, 3));
                    network.update(Sgd.rate(0.1).start(network.parameters()));
                    network.save(Path.of(arguments[0]));
                    System.out.println(Main.class.getModule().getName());
                }
            }
            """;

    /** The guide's module declaration. */
    private static final Pattern DECLARATION =
            Pattern.compile("(?ms)^```java\n(module app \\{.*?)^```$");

    private static final String PREDICTING =
            """
            package predicting;
            import java.nio.file.Path;
            public class Main {
                public static void main(String[] arguments) throws Exception {
                    var predictor = SmallPredictor.load(Path.of(arguments[0]));
                    System.out.println(predictor.classify(new float[36]));
                }
            }
            """;

    @TempDir static Path folder;
    private static Path weights;
    private static List<String> trained;

    @BeforeAll
    static void train() throws Exception {
        weights = folder.resolve("small.safetensors");
        Path sources = folder.resolve("training");
        write(sources.resolve("module-info.java"), TRAINING_MODULE);
        write(sources.resolve("training/Small.java"), MODEL);
        write(sources.resolve("training/Main.java"), TRAINING);
        Path classes = compile(sources);
        trained =
                run(
                        java(Path.of(System.getProperty("java.home"))),
                        "-p",
                        path(classes, location(Network.class), location(FMatrixRMaj.class)),
                        "-m",
                        "training/training.Main",
                        weights.toString());
    }

    @Test
    void anApplicationOfModulesTrains() {
        assertThat(trained).containsExactly("training");
        assertThat(Files.exists(weights)).isTrue();
    }

    @Test
    void anImageWithoutEjmlPredicts() throws Exception {
        Path sources = folder.resolve("predicting");
        Matcher guide =
                DECLARATION.matcher(Files.readString(Path.of("../docs/guide/your-build.md")));
        assertThat(guide.find()).isTrue();
        write(
                sources.resolve("module-info.java"),
                guide.group(1).replace("module app", "module predicting"));
        write(
                sources.resolve("predicting/Small.java"),
                MODEL.replace("package training", "package predicting"));
        write(sources.resolve("predicting/Main.java"), PREDICTING);
        Path classes = compile(sources);
        Path image = folder.resolve("image");
        StringWriter out = new StringWriter();
        int status =
                ToolProvider.findFirst("jlink")
                        .orElseThrow()
                        .run(
                                new PrintWriter(out, true),
                                new PrintWriter(out, true),
                                "--module-path",
                                path(classes, location(Network.class)),
                                "--add-modules",
                                "predicting",
                                "--output",
                                image.toString());
        assertWithMessage(out.toString()).that(status).isEqualTo(0);
        assertThat(run(java(image), "--list-modules").toString()).doesNotContain("ejml");
        List<String> lines =
                run(java(image), "-m", "predicting/predicting.Main", weights.toString());
        assertThat(lines).hasSize(1);
        assertThat(Integer.parseInt(lines.get(0))).isIn(List.of(0, 1, 2, 3));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static Path compile(Path sources) throws Exception {
        Path classes = Path.of(sources + "-classes");
        Files.createDirectories(classes);
        List<Path> files;
        try (Stream<Path> all = Files.walk(sources)) {
            files = all.filter(f -> f.toString().endsWith(".java")).toList();
        }
        FolderCompiler.JAVAC.compile(
                files,
                classes,
                "--release",
                "17",
                "-p",
                path(location(Model.class), location(Network.class), location(FMatrixRMaj.class)));
        return classes;
    }

    private static Path location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static String path(Path... entries) {
        return Stream.of(entries)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String java(Path home) {
        return home.resolve("bin").resolve("java").toString();
    }

    private static List<String> run(String... command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(command));
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        List<String> lines = process.inputReader().lines().toList();
        assertWithMessage("%s\n%s", all, lines).that(process.waitFor()).isEqualTo(0);
        return lines;
    }
}
