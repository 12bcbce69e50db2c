package dev.kiln.processor.docs;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.processor.MemoryCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Blocks of Java in README and documentation compile. A block with a class of its own is a file, to
 * which imports are added; others are statements of a method that sees the fields of {@link
 * #CONTEXT}. A block below a line {@code <!-- fragment: why -->} is not compiled.
 */
class ExamplesTest {

    private static final Path ROOT = Path.of("..");

    /** Pages with tests of their own: generated code, and programs that are run too. */
    private static final List<String> OTHERS =
            List.of("generated-code.md", "your-own-images.md", "pictures.md");

    private static final Pattern BLOCK =
            Pattern.compile("(?ms)(^<!-- fragment: [^\n]+ -->\n+)?^```java\n(.*?)^```$");

    private static final Pattern IMPORT = Pattern.compile("(?m)^import .*\n");
    private static final Pattern CLASS =
            Pattern.compile("(?m)^(?:public |final )*(?:class|record|interface) (\\w+)");

    private static final String IMPORTS =
            """
            import static dev.kiln.Activation.*;
            import static dev.kiln.Loss.*;
            import static dev.kiln.PoolType.*;
            import static dev.kiln.Shortcut.*;
            import static dev.kiln.Sizes.*;
            import dev.kiln.*;
            import dev.kiln.runtime.*;
            import dev.kiln.runtime.data.*;
            import dev.kiln.runtime.train.*;
            import dev.kiln.runtime.weights.*;
            import java.awt.image.BufferedImage;
            import java.io.File;
            import java.nio.file.*;
            import java.util.*;
            import javax.imageio.ImageIO;
            import org.ejml.data.FMatrixRMaj;
            """;

    private static final String CONTEXT =
            """
            package examples;
            %s
            abstract class Context {
                LeNetNetwork network;
                LeNetPredictor predictor;
                volatile LeNetPredictor served;
                Dataset train;
                Dataset test;
                Trainer trainer;
                Optimizer optimizer;
                java.util.logging.Logger log;
                Shape shape;
                Path folder;
                FMatrixRMaj image;
                float[] pixels;
                int label;
                List<FMatrixRMaj> batches;
                FMatrixRMaj wanted;

                static double huber(FMatrixRMaj output, FMatrixRMaj wanted, FMatrixRMaj gradient) {
                    return 0;
                }
            }
            """
                    .formatted(IMPORTS);

    /** Sources by name: a package for each file, called like its page and line. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        sources.put("examples.Context", CONTEXT);
        for (Path page : pages()) {
            String text = Files.readString(page);
            String stem = page.getFileName().toString().replaceAll("\\W|md$", "");
            Matcher blocks = BLOCK.matcher(text);
            while (blocks.find()) {
                if (blocks.group(1) == null) {
                    long line = text.substring(0, blocks.start(2)).lines().count() + 1;
                    add(stem + "_line" + line, blocks.group(2), sources);
                }
            }
        }
        return sources;
    }

    private static void add(String place, String block, Map<String, String> sources) {
        Matcher type = CLASS.matcher(block);
        if (type.find()) {
            String file = IMPORTS + block;
            String name = type.group(1);
            sources.put("examples." + place + "." + name, "package examples." + place + ";" + file);
            if (name.equals("LeNet")) {
                sources.putIfAbsent("examples.LeNet", "package examples;" + file);
            }
            return;
        }
        String imports =
                String.join("", IMPORT.matcher(block).results().map(r -> r.group()).toList());
        String statements = IMPORT.matcher(block).replaceAll("");
        sources.put(
                "examples." + place,
                """
                package examples;
                %s
                class %s extends Context {
                    void example() throws Exception {
                %s
                    }
                }
                """
                        .formatted(IMPORTS + imports, place, statements));
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            Stream<Path> pages =
                    docs.filter(p -> p.toString().endsWith(".md"))
                            // Errors and their fixes: each code has a case that is compiled.
                            .filter(p -> !p.getParent().endsWith("errors"))
                            .filter(p -> !OTHERS.contains(p.getFileName().toString()));
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), pages).sorted().toList();
        }
    }

    @Test
    void examplesCompile() throws IOException {
        Map<String, String> sources = sources();
        assertThat(sources).containsKey("examples.LeNet");
        assertThat(sources.size()).isAtLeast(12);
        assertThat(MemoryCompiler.compile(sources).classes()).isNotEmpty();
    }

    /** What is not compiled is little, and says why. */
    @Test
    void fragmentsAreFew() throws IOException {
        for (Path page : pages()) {
            long fragments =
                    BLOCK.matcher(Files.readString(page))
                            .results()
                            .filter(r -> r.group(1) != null)
                            .count();
            assertWithMessage("%s", page).that(fragments).isAtMost(1);
        }
    }
}
