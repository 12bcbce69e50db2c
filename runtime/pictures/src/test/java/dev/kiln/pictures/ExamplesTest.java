package dev.kiln.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of documentation is true: its statements compile, its pictures are there and small. */
class ExamplesTest {

    private static final Path PAGE = Path.of("../../docs/pictures.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\n(.*?)^```$");
    private static final Pattern IMAGE = Pattern.compile("!\\[[^]]{20,}]\\((.*?)\\)");
    private static final int LARGEST = 200_000;

    private static final String METHOD =
            """
            import dev.kiln.pictures.*;
            import dev.kiln.runtime.*;
            import dev.kiln.runtime.data.*;
            import dev.kiln.runtime.train.*;
            import java.nio.file.Path;
            class Example {
                void run(Network network, Dataset train, Dataset test, float[] pixels, int label)
                        throws Exception {
            %s
                }
            }
            """;

    @TempDir Path folder;

    @Test
    void statementsCompile() throws IOException {
        List<String> blocks =
                BLOCK.matcher(Files.readString(PAGE)).results().map(r -> r.group(1)).toList();
        assertEquals(3, blocks.size());
        Path file = folder.resolve("Example.java");
        Files.writeString(file, METHOD.formatted(String.join("", blocks)));
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter output = new StringWriter();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-proc:none", "-Xlint:all", "-d", folder.toString());
            javac.getTask(output, files, null, options, null, files.getJavaFileObjects(file))
                    .call();
        }
        assertEquals("", output.toString());
    }

    @Test
    void imagesAreThereAndSmall() throws IOException {
        List<Path> images =
                IMAGE.matcher(Files.readString(PAGE))
                        .results()
                        .map(r -> PAGE.resolveSibling(r.group(1)))
                        .collect(Collectors.toList());
        assertTrue(images.size() >= 1, images.toString());
        for (Path image : images) {
            assertTrue(Files.size(image) < LARGEST, image + ": " + Files.size(image));
        }
    }
}
