package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.processor.MemoryCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What the page on generated code shows is what is generated. A block of the page is cut out of one
 * class; a blank line stands for what is left out between members.
 */
class GeneratedCodePageTest {

    private static final Path PAGE = Path.of("..", "docs", "generated-code.md");
    private static final Path RESNET_20 =
            Path.of("../samples/benchmarks/kiln/src/main/java")
                    .resolve("dev/kiln/samples/benchmarks/kiln/ResNet20.java");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\n(.*?)^```$");

    @Test
    void blocksAreGenerated() throws IOException {
        List<String> blocks =
                BLOCK.matcher(Files.readString(PAGE)).results().map(m -> m.group(1)).toList();
        assertThat(blocks).isNotEmpty();
        List<String> sources = sources();
        for (String block : blocks) {
            List<String> lines = block.lines().toList();
            int found = sources.stream().mapToInt(s -> found(lines, s)).max().orElseThrow();
            String rest = String.join("\n", lines.subList(found, lines.size()));
            assertWithMessage("shown, but from this line on not generated").that(rest).isEmpty();
        }
    }

    private static List<String> sources() throws IOException {
        List<String> sources = new ArrayList<>(LeNet.COMPILED.sources().values());
        sources.addAll(JoinedBranchesTest.COMPILED.sources().values());
        String name = "dev.kiln.samples.benchmarks.kiln.ResNet20";
        String resNet20 = Files.readString(RESNET_20);
        sources.addAll(MemoryCompiler.compile(Map.of(name, resNet20)).sources().values());
        return sources;
    }

    /** How many lines of a block, from its first on, stand in a source, however far indented. */
    private static int found(List<String> block, String source) {
        int most = 0;
        for (int indent = 0; indent <= 8; indent += 4) {
            most = Math.max(most, found(block, indent, source));
        }
        return most;
    }

    private static int found(List<String> block, int indent, String source) {
        int end = 0;
        String piece = "\n";
        for (int i = 0; i < block.size(); i++) {
            if (block.get(i).isEmpty()) {
                end = source.indexOf(piece, end) + piece.length() - 1;
                piece = "\n";
            } else {
                piece += " ".repeat(indent) + block.get(i) + "\n";
            }
            if (source.indexOf(piece, end) < 0) {
                return i;
            }
        }
        return block.size();
    }
}
