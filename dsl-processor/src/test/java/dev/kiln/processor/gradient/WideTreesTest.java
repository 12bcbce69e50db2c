package dev.kiln.processor.gradient;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.processor.MemoryCompiler;
import dev.kiln.processor.vector.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Random models of many channels give the same bits with vectors of each width as in plain Java.
 * {@code -Dkiln.networks} and {@code -Dkiln.first} say how many, and which.
 */
class WideTreesTest {

    private static final int FIRST = Integer.getInteger("kiln.first", 0);
    private static final int END = FIRST + Integer.getInteger("kiln.networks", 100);

    @TempDir static Path folder;

    private static List<String> plain;
    private static long withVectors;

    @BeforeAll
    static void compile() throws IOException, InterruptedException {
        Map<String, String> sources = new LinkedHashMap<>();
        IntStream.range(FIRST, END)
                .mapToObj(RandomTree::wide)
                .forEach(n -> sources.put("nets." + n.name(), n.source()));
        MemoryCompiler.Result result = MemoryCompiler.compile(sources, MemoryCompiler.VECTORS);
        result.writeTo(folder);
        withVectors =
                result.sources().keySet().stream()
                        .filter(name -> name.endsWith("VectorKernels"))
                        .count();
        plain = bits("-Dkiln.kernels=plain");
    }

    private static List<String> bits(String... options) throws IOException, InterruptedException {
        return ChildJvm.run(
                WideTreeBits.class,
                folder,
                List.of(options),
                Integer.toString(FIRST),
                Integer.toString(END));
    }

    @Test
    void mostHaveVectorKernels() {
        assertThat(withVectors).isAtLeast((END - FIRST) * 9 / 10);
    }

    @ParameterizedTest
    @FieldSource("dev.kiln.processor.vector.ChildJvm#WIDTHS")
    void vectorsGiveTheSameBits(String width) throws IOException, InterruptedException {
        assertWithMessage(width).that(bits("-Dkiln.kernels=vector", width)).isEqualTo(plain);
    }
}
