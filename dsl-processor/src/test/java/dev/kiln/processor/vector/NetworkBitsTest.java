package dev.kiln.processor.vector;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.processor.MemoryCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The networks of the samples become the same in every way, to the bit: in plain Java and with
 * vectors, each at one width or at all, as {@link Width} says; on this JDK and the one that wrote
 * the file of checksums. {@code -Dkiln.update=true} writes it.
 */
@Tag("slow")
class NetworkBitsTest {

    private static final Path SAMPLES = Path.of("../samples");
    private static final Path STORED = Path.of("src/test/resources/bits/networks.txt");
    private static final Path STORED_WITHOUT =
            Path.of("src/test/resources/bits/networks-without-module.txt");

    /** Networks for ImageNet and their layers, a step of which takes seconds. */
    private static final Set<String> LARGE =
            Set.of(
                    "DenseNet121.java",
                    "GoogLeNet.java",
                    "Layers.java",
                    "MobileNetV2.java",
                    "ResNet18.java",
                    "ResNet50.java",
                    "SqueezeNet.java");

    @TempDir static Path folder;

    private static Map<String, String> sources;
    private static List<String> models;

    @BeforeAll
    static void compile() throws IOException {
        sources = new TreeMap<>();
        for (String sample : List.of("quickstart", "gallery", "benchmarks/kiln")) {
            Path root = SAMPLES.resolve(sample).resolve("src/main/java");
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    String source = Files.readString(file);
                    // What measures needs the libraries that it is compared with.
                    if (LARGE.contains(file.getFileName().toString())
                            || (sample.startsWith("benchmarks") && !source.contains("@Model"))) {
                        continue;
                    }
                    String path = root.relativize(file).toString();
                    String name = path.substring(0, path.length() - ".java".length());
                    sources.put(name.replace(file.getFileSystem().getSeparator(), "."), source);
                }
            }
        }
        models =
                compile(folder, MemoryCompiler.VECTORS).sources().keySet().stream()
                        .filter(name -> name.endsWith("Network"))
                        .map(name -> name.substring(0, name.length() - "Network".length()))
                        .toList();
    }

    private static MemoryCompiler.Result compile(Path folder, List<String> options)
            throws IOException {
        MemoryCompiler.Result result = MemoryCompiler.compile(sources, options);
        result.writeTo(folder);
        return result;
    }

    private static List<String> bits(Path folder, List<String> models, String... options)
            throws IOException, InterruptedException {
        return ChildJvm.run(
                NetworkBits.class, folder, List.of(options), models.toArray(String[]::new));
    }

    /** Those of a file that belong to some models. */
    private static List<String> stored(Path file, List<String> models) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> models.contains(line.replaceFirst("(Predictor)? .*", "")))
                .toList();
    }

    /** If they are to take the place of what is there. */
    private static void store(Path file, List<String> bits) throws IOException {
        if (Boolean.getBoolean("kiln.update")) {
            Files.createDirectories(file.getParent());
            Files.write(file, bits);
        }
    }

    @Test
    void plainKernels() throws IOException, InterruptedException {
        assertThat(models.size()).isAtLeast(11);
        List<String> bits = bits(folder, models, "-Dkiln.kernels=plain");
        store(STORED, bits);
        assertThat(bits).isEqualTo(Files.readAllLines(STORED));
    }

    @ParameterizedTest
    @MethodSource("dev.kiln.processor.vector.Width#all")
    void vectorKernels(Width width) throws IOException, InterruptedException {
        List<String> share = width.share(models.size()).stream().map(models::get).toList();
        assertWithMessage("%s", width)
                .that(bits(folder, share, "-Dkiln.kernels=vector", width.option()))
                .isEqualTo(stored(STORED, share));
    }

    /** All of Winograd's convolutions, or none, are the same without the module as with it. */
    @Test
    @Tag("long")
    void compiledWithoutTheModule(@TempDir Path without, @TempDir Path with)
            throws IOException, InterruptedException {
        compile(without, List.of("-Akiln.on=winograd"));
        assertThat(bits(without, models)).isEqualTo(Files.readAllLines(STORED));

        compile(without, List.of("-Akiln.off=winograd"));
        List<String> off = new ArrayList<>(MemoryCompiler.VECTORS);
        off.add("-Akiln.off=winograd");
        compile(with, off);
        List<String> bits = bits(without, models);
        assertThat(bits).isNotEqualTo(Files.readAllLines(STORED));
        assertThat(bits).isEqualTo(bits(with, models, "-Dkiln.kernels=vector"));
    }

    /** Then wide convolutions are Winograd's where they are trained. */
    @Test
    void compiledWithoutTheModuleAndOptions(@TempDir Path without)
            throws IOException, InterruptedException {
        compile(without, List.of());
        List<String> bits = bits(without, models);
        store(STORED_WITHOUT, bits);
        assertThat(bits).isNotEqualTo(Files.readAllLines(STORED));
        assertThat(bits).isEqualTo(Files.readAllLines(STORED_WITHOUT));
    }
}
