package dev.kiln.processor.frontend;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.FolderCompiler;
import dev.kiln.runtime.Network;
import dev.kiln.runtime.Parameter;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        List<String> path = new ArrayList<>(List.of(System.getProperty("java.class.path")));
        for (Path block : blocks) {
            path.add(block.toString());
        }
        String classPath = String.join(File.pathSeparator, path);
        compiler.compile(List.of(file), out, "-cp", classPath, "-source", "17", "-target", "17");
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

    @Test
    void javacKeepsTheOrder() throws IOException, ReflectiveOperationException {
        Path blocks = compile(FolderCompiler.JAVAC, "Shared", BLOCK);
        assertThat(parameters(blocks, compile(FolderCompiler.JAVAC, "Net", MODEL, blocks)))
                .isEqualTo(ORDER);
    }

    @Test
    void javacReadsClassesOfEcj() throws IOException, ReflectiveOperationException {
        Path blocks = compile(FolderCompiler.ECJ, "Shared", BLOCK);
        assertThat(parameters(blocks, compile(FolderCompiler.JAVAC, "Net", MODEL, blocks)))
                .isEqualTo(ORDER);
    }

    @Test
    void withoutTheRecordEcjReadsThemSorted() throws IOException, ReflectiveOperationException {
        Path blocks = compile(FolderCompiler.JAVAC, "Shared", BLOCK);
        Files.delete(blocks.resolve("blocks/SharedFieldOrder.class"));
        Files.delete(blocks.resolve("blocks/SharedFieldOrder.java"));
        Path model = compile(FolderCompiler.ECJ, "Net", MODEL, blocks);
        assertThat(parameters(blocks, model)).isNotEqualTo(ORDER);
    }

    @Test
    void ecjGoesByTheRecord() throws IOException, ReflectiveOperationException {
        Path blocks = compile(FolderCompiler.ECJ, "Shared", BLOCK);
        Path model = compile(FolderCompiler.ECJ, "Net", MODEL, blocks);
        assertThat(parameters(blocks, model)).isEqualTo(ORDER);
    }
}
