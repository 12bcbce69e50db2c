package dev.kiln.processor.gradient;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.processor.MemoryCompiler;
import dev.kiln.processor.vector.ChildJvm;
import dev.kiln.processor.vector.Width;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random models of many channels give the same bits with vectors as in plain Java, each at one
 * width or at all, as {@link Width} says. {@code -Dkiln.networks} and {@code -Dkiln.first} say how
 * many, and which.
 */
@Tag("slow")
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
        plain = bits(IntStream.range(0, END - FIRST).boxed().toList(), "-Dkiln.kernels=plain");
    }

    private static List<String> bits(List<Integer> networks, String... options)
            throws IOException, InterruptedException {
        return ChildJvm.run(
                WideTreeBits.class,
                folder,
                List.of(options),
                networks.stream().map(i -> Integer.toString(FIRST + i)).toArray(String[]::new));
    }

    @Test
    void mostHaveVectorKernels() {
        assertThat(withVectors).isAtLeast((END - FIRST) * 9 / 10);
    }

    @ParameterizedTest
    @MethodSource("dev.kiln.processor.vector.Width#all")
    void vectorsGiveTheSameBits(Width width) throws IOException, InterruptedException {
        List<Integer> share = width.share(END - FIRST);
        assertWithMessage("%s", width)
                .that(bits(share, "-Dkiln.kernels=vector", width.option()))
                .isEqualTo(share.stream().map(plain::get).toList());
    }
}
