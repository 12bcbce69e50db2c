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

    /** How many of them are compiled with micro-kernels too. */
    private static final int MICRO = (END - FIRST) / 4;

    @TempDir static Path folder;
    @TempDir static Path micro;

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
        plain =
                bits(
                        folder,
                        IntStream.range(0, END - FIRST).boxed().toList(),
                        "-Dkiln.kernels=plain");
    }

    private static List<String> bits(Path classes, List<Integer> networks, String... options)
            throws IOException, InterruptedException {
        return ChildJvm.run(
                WideTreeBits.class,
                classes,
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
                .that(bits(folder, share, "-Dkiln.kernels=vector", width.option()))
                .isEqualTo(share.stream().map(plain::get).toList());
    }

    /** They run as vectors by an option of the JVM, though the compilation had none. */
    @ParameterizedTest
    @MethodSource("dev.kiln.processor.vector.Width#all")
    void microKernelsGiveTheSameBits(Width width) throws IOException, InterruptedException {
        Map<String, String> sources = new LinkedHashMap<>();
        List<Integer> share = width.share(MICRO);
        share.forEach(
                i -> {
                    TreeNet net = RandomTree.wide(FIRST + i);
                    sources.put("nets." + net.name(), net.source());
                });
        MemoryCompiler.compile(sources, List.of("-Akiln.on=panels")).writeTo(micro);
        assertWithMessage("%s", width)
                .that(bits(micro, share, "-Dkiln.kernels=vector", width.option()))
                .isEqualTo(bits(micro, share, "-Dkiln.kernels=plain"));
    }
}
