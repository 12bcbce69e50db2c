package dev.kiln.processor.frontend;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.processor.FolderCompiler;
import dev.kiln.runtime.Network;
import dev.kiln.runtime.Parameter;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blocks that come as class files; ECJ sorts the fields of those that it reads by name. */
class BlocksInJarsTest {

    private static final String BLOCK =
            """
            package blocks;
            import static dev.kiln.Sizes.*;
            import dev.kiln.*;
            @Residual
            public class Shared {
                Tail middle;
                @Conv(filters = 2 * WIDTH, kernel = 3) Layer zebra;
                @Conv(filters = WIDTH, kernel = 1) Layer apple;
                @Block
                public static class Tail {
                    @Activate(Activation.RELU) Layer two;
                    @Conv(filters = IN, kernel = 1) Layer one;
                }
            }
            """;

    private static final String MODEL =
            """
            package models;
            import dev.kiln.*;
            @Model(input = @Input(height = 5, width = 5, channels = 4))
            class Net {
                @Stage(blocks = 2, width = 4) blocks.Shared stage;
            }
            """;

    private static final List<String> ORDER =
            List.of(
                    "stage.0.middle.one.weight",
                    "stage.0.middle.one.bias",
                    "stage.0.zebra.weight",
                    "stage.0.zebra.bias",
                    "stage.0.apple.weight",
                    "stage.0.apple.bias",
                    "stage.1.middle.one.weight",
                    "stage.1.middle.one.bias",
                    "stage.1.zebra.weight",
                    "stage.1.zebra.bias",
                    "stage.1.apple.weight",
                    "stage.1.apple.bias");

    @TempDir Path folder;

    private Path compile(FolderCompiler compiler, String name, String source, Path... blocks)
            throws IOException {
        Path out = Files.createDirectories(folder.resolve(name + "-classes"));
        Path file = folder.resolve(name + "/" + name + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        compiler.compile(List.of(file), out, options(blocks));
        return out;
    }

    private static List<String> parameters(Path... folders)
            throws IOException, ReflectiveOperationException {
        URL[] urls = new URL[folders.length];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = folders[i].toUri().toURL();
        }
        try (URLClassLoader loader =
                new URLClassLoader(urls, BlocksInJarsTest.class.getClassLoader())) {
            Network network =
                    (Network)
                            loader.loadClass("models.NetNetwork")
                                    .getMethod("initialize", long.class)
                                    .invoke(null, 1L);
            return network.parameters().stream().map(Parameter::name).toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void javacReadsTheOrderOfClassFiles(FolderCompiler maker)
            throws IOException, ReflectiveOperationException {
        Path blocks = compile(maker, "Shared", BLOCK);
        withoutRecord(blocks);
        assertThat(parameters(blocks, compile(FolderCompiler.JAVAC, "Net", MODEL, blocks)))
                .isEqualTo(ORDER);
    }

    @ParameterizedTest
    @EnumSource
    void ecjGoesByTheRecord(FolderCompiler maker) throws IOException, ReflectiveOperationException {
        Path blocks = compile(maker, "Shared", BLOCK);
        Path model = compile(FolderCompiler.ECJ, "Net", MODEL, blocks);
        assertThat(parameters(blocks, model)).isEqualTo(ORDER);
    }

    /** It reads them sorted by name. */
    @Test
    void withoutTheRecordEcjDoesNotGuess() throws IOException {
        Path blocks = compile(FolderCompiler.ECJ, "Shared", BLOCK);
        withoutRecord(blocks);
        assertThat(refusal(blocks))
                .contains(
                        "[KILN-BLOCK-CLASS] stage.0: the order of the fields of Shared is not known");
    }

    private static void withoutRecord(Path blocks) throws IOException {
        Files.delete(blocks.resolve("blocks/SharedFieldOrder.class"));
        Files.delete(blocks.resolve("blocks/SharedFieldOrder.java"));
    }

    private String refusal(Path blocks) throws IOException {
        Path file = folder.resolve("Net.java");
        Files.writeString(file, MODEL);
        FolderCompiler.Result result =
                FolderCompiler.ECJ.attempt(
                        List.of(file),
                        Files.createDirectories(folder.resolve("out")),
                        options(blocks));
        assertThat(result.done()).isFalse();
        return result.said().get(0).getMessage(Locale.ROOT);
    }

    /** The class was compiled again, without processors, after a field had got another name. */
    @Test
    void aRecordOfOtherFieldsIsNone() throws IOException, ReflectiveOperationException {
        Path blocks = compile(FolderCompiler.ECJ, "Shared", BLOCK);
        Path file = folder.resolve("Shared/Shared.java");
        Files.writeString(file, BLOCK.replace("apple", "aardvark"));
        String path = System.getProperty("java.class.path");
        FolderCompiler.JAVAC.compile(List.of(file), blocks, "-cp", path, "-proc:none");
        assertThat(refusal(blocks)).contains("the order of the fields of Shared is not known");
        Path model = compile(FolderCompiler.JAVAC, "Net", MODEL, blocks);
        assertThat(parameters(blocks, model))
                .isEqualTo(ORDER.stream().map(n -> n.replace("apple", "aardvark")).toList());
    }

    /** The model alone is compiled again, over what an earlier build left of the block. */
    @ParameterizedTest
    @EnumSource
    void incrementalBuildsKeepTheOrder(FolderCompiler compiler)
            throws IOException, ReflectiveOperationException {
        Path out = compile(compiler, "Shared", BLOCK);
        Path file = folder.resolve("Net.java");
        Files.writeString(file, MODEL);
        compiler.compile(List.of(file), out, options(out));
        assertThat(parameters(out)).isEqualTo(ORDER);
    }

    /** The block's source is found, and newer than the class file and its record. */
    @Test
    void sourcesThatAreFoundCountMoreThanRecords()
            throws IOException, ReflectiveOperationException {
        Path old = compile(FolderCompiler.JAVAC, "Shared", BLOCK);
        Path out = Files.createDirectories(folder.resolve("out"));
        FolderCompiler.JAVAC.compile(List.of(foundSource()), out, found(old));
        assertThat(parameters(out).subList(0, 4))
                .containsExactly(
                        "stage.0.zebra.weight",
                        "stage.0.zebra.bias",
                        "stage.0.middle.one.weight",
                        "stage.0.middle.one.bias")
                .inOrder();
    }

    /** ECJ compiles what it finds, but writes no new record where an old one is. */
    @Test
    void ecjSaysWhichRecordIsOld() throws IOException {
        Path old = compile(FolderCompiler.ECJ, "Shared", BLOCK);
        Path out = Files.createDirectories(folder.resolve("out"));
        String said = FolderCompiler.ECJ.attempt(List.of(foundSource()), out, found(old)).text();
        assertThat(said)
                .contains("[KILN-NAME-TAKEN] Shared: can't generate SharedFieldOrder: it is on");
        assertThat(said).contains("SharedFieldOrder.class");
        assertThat(said).doesNotContain("Shared_TailFieldOrder");
    }

    /** The model, beside a block that has changed. */
    private Path foundSource() throws IOException {
        Path sources = Files.createDirectories(folder.resolve("sources/blocks")).getParent();
        Path block = sources.resolve("blocks/Shared.java");
        Files.writeString(
                block, BLOCK.replace("Tail middle;", "").replace("zebra;", "zebra; Tail middle;"));
        Files.setLastModifiedTime(block, FileTime.fromMillis(System.currentTimeMillis() + 10_000));
        Path model = sources.resolve("Net.java");
        Files.writeString(model, MODEL);
        return model;
    }

    private String[] found(Path classes) {
        List<String> options = new ArrayList<>(List.of(options(classes)));
        options.addAll(List.of("-sourcepath", folder.resolve("sources").toString()));
        return options.toArray(String[]::new);
    }

    private static String[] options(Path... classes) {
        List<String> path = new ArrayList<>(List.of(System.getProperty("java.class.path")));
        for (Path folder : classes) {
            path.add(folder.toString());
        }
        String classPath = String.join(File.pathSeparator, path);
        return new String[] {"-cp", classPath, "-source", "17", "-target", "17"};
    }

    /** The model is compiled in the second round, when what it uses has been generated. */
    @ParameterizedTest
    @EnumSource
    void laterRoundsKeepTheOrder(FolderCompiler compiler)
            throws IOException, ReflectiveOperationException {
        Path file = folder.resolve("Net.java");
        Files.writeString(
                file,
                """
                package models;
                import dev.kiln.*;
                @Model(input = @Input(height = 5, width = 5, channels = 4))
                class Net {
                    @Conv(filters = Constants.FILTERS, kernel = 3) Layer zebra;
                    Tail middle;
                    @Conv(filters = 4, kernel = 1) Layer c, b, a;
                    @Block
                    static class Tail {
                        @Conv(filters = 4, kernel = 1) Layer two;
                        @Conv(filters = 4, kernel = 1) Layer one;
                    }
                }
                """);
        Path out = Files.createDirectories(folder.resolve("out"));
        FolderCompiler.Result result =
                compiler.attempt(
                        () -> List.of(new CompletenessTest.Constants(1, "models")),
                        List.of(file),
                        out,
                        options());
        assertWithMessage(result.text()).that(result.done()).isTrue();
        List<String> layers =
                parameters(out).stream()
                        .filter(n -> n.endsWith(".weight"))
                        .map(n -> n.replace(".weight", ""))
                        .toList();
        assertThat(layers)
                .containsExactly("zebra", "middle.two", "middle.one", "c", "b", "a")
                .inOrder();
    }
}
