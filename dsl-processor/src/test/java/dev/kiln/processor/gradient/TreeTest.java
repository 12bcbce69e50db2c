package dev.kiln.processor.gradient;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.util.stream.Collectors.joining;

import dev.kiln.processor.MemoryCompiler;
import dev.kiln.processor.pass.Optimization;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Random models of nested blocks against a naive interpreter in double precision.
 *
 * <p>{@code -Dkiln.networks=5000} checks more of them, {@code -Dkiln.first=1234} others. What fails
 * is made smaller as long as it still fails.
 */
@Tag("slow")
class TreeTest {

    /** Networks in one run of javac. */
    private static final int TOGETHER = 50;

    /** Batches fall into several chunks, and the last one into a part of one. */
    private static final String CHUNKS = "-Akiln.chunk=2";

    private static final String TILES = "-Akiln.on=winograd";

    private static final String MICRO_KERNELS = "-Akiln.on=panels";

    private static final String WITHOUT =
            Arrays.stream(Optimization.values())
                    .filter(o -> o.bits() != Optimization.Bits.ALL)
                    .map(Optimization::option)
                    .collect(joining(",", "-Akiln.off=", ""));

    private static final String WHOLE = "-Akiln.off=chunks";

    private static final int MANY = Boolean.getBoolean("kiln.all") ? 200 : 100;

    /** Smaller models that are tried for one failure. */
    private static final int MOST_TRIES = 300;

    @TestFactory
    Stream<DynamicTest> randomTrees() {
        return randomTrees(RandomTree::of, TILES, MANY, 4);
    }

    /** Trees of many channels, whose convolutions call the micro-kernels of the runtime. */
    @TestFactory
    Stream<DynamicTest> randomTreesWithMicroKernels() {
        return randomTrees(RandomTree::wide, MICRO_KERNELS, MANY / 4, 3);
    }

    private static Stream<DynamicTest> randomTrees(
            IntFunction<TreeNet> nets, String on, int many, int fifths) {
        int first = Integer.getInteger("kiln.first", 0);
        int end = first + Integer.getInteger("kiln.networks", many);
        AtomicInteger compared = new AtomicInteger();
        Stream<DynamicTest> networks =
                IntStream.iterate(first, i -> i < end, i -> i + TOGETHER)
                        .boxed()
                        .flatMap(
                                from ->
                                        tests(
                                                IntStream.range(
                                                                from,
                                                                Math.min(end, from + TOGETHER))
                                                        .mapToObj(nets)
                                                        .toList(),
                                                on,
                                                compared));
        // Some models can't be drawn without numbers that cancel; they must stay few.
        DynamicTest most =
                DynamicTest.dynamicTest(
                        "most are compared",
                        () -> assertThat(compared.get()).isAtLeast((end - first) * fifths / 5));
        return Stream.concat(networks, Stream.of(most));
    }

    /** One way of compiling the models of a run, and others that give the same bits. */
    private record Loaders(ClassLoader chunks, ClassLoader whole, ClassLoader plain) {

        static Loaders of(List<TreeNet> nets, String on) {
            Map<String, String> sources = new LinkedHashMap<>();
            nets.forEach(n -> sources.put("nets." + n.name(), n.source()));
            return new Loaders(
                    MemoryCompiler.compile(sources, List.of(on, CHUNKS)).loader(),
                    MemoryCompiler.compile(sources, List.of(on, WHOLE)).loader(),
                    MemoryCompiler.compile(sources, List.of(on, CHUNKS, WITHOUT)).loader());
        }
    }

    private static Stream<DynamicTest> tests(
            List<TreeNet> nets, String on, AtomicInteger compared) {
        // JUnit keeps all tests until the end, and with them what they hold.
        AtomicReference<Loaders> loaders = new AtomicReference<>(Loaders.of(nets, on));
        DynamicTest last = DynamicTest.dynamicTest("classes go", () -> loaders.set(null));
        return Stream.concat(
                nets.stream()
                        .map(
                                n ->
                                        DynamicTest.dynamicTest(
                                                n.name(),
                                                () -> check(n, on, loaders.get(), compared))),
                Stream.of(last));
    }

    private static void check(TreeNet net, String on, Loaders loaders, AtomicInteger compared)
            throws Exception {
        compared.addAndGet(compare(net, on, loaders.chunks()));
        optimized(net, loaders.chunks(), loaders.plain());
        chunked(net, loaders.chunks(), loaders.whole());
    }

    /**
     * Chunks change no bit of layers without pixels, nor, in the first step, of what these give;
     * but all with batch norm.
     */
    private static void chunked(TreeNet net, ClassLoader loader, ClassLoader whole)
            throws ReflectiveOperationException {
        TreeComparison chunks = new TreeComparison(net, loader);
        if (chunks.normalizes()) {
            return;
        }
        if (!chunks.convolves()) {
            optimized(net, loader, whole);
        }
        assertWithMessage(net.source())
                .that(chunks.firstStep())
                .isEqualTo(new TreeComparison(net, whole).firstStep());
    }

    /**
     * Fusions and the memory plan change no bit; NaN, where numbers overflow, is one like others.
     */
    private static void optimized(TreeNet net, ClassLoader loader, ClassLoader plain)
            throws ReflectiveOperationException {
        try {
            assertWithMessage(net.source())
                    .that(new TreeComparison(net, loader).bits())
                    .isEqualTo(new TreeComparison(net, plain).bits());
        } catch (RuntimeException e) {
            throw new AssertionError(net.source(), e);
        }
    }

    /** 1 if there was anything to compare, else 0. */
    private static int compare(TreeNet net, String on, ClassLoader loader) throws Exception {
        try {
            return new TreeComparison(net, loader).run() ? 1 : 0;
        } catch (AssertionError | RuntimeException e) {
            AssertionError failure = shrunk(net, on).orElse(new AssertionError(net.source()));
            failure.addSuppressed(e);
            throw failure;
        }
    }

    /** The failure of the smallest model that still fails. */
    private static Optional<AssertionError> shrunk(TreeNet net, String on) {
        Optional<AssertionError> smallest = Optional.empty();
        TreeNet current = net;
        int tries = 0;
        for (boolean found = true; found; ) {
            found = false;
            for (TreeNet candidate : current.smaller()) {
                Optional<AssertionError> failure =
                        tries++ < MOST_TRIES ? failure(candidate, on) : Optional.empty();
                if (failure.isPresent()) {
                    smallest = failure;
                    current = candidate;
                    found = true;
                    break;
                }
            }
        }
        return smallest;
    }

    private static Optional<AssertionError> failure(TreeNet net, String on) {
        try {
            ClassLoader loader =
                    MemoryCompiler.compile(
                                    Map.of("nets." + net.name(), net.source()), List.of(on, CHUNKS))
                            .loader();
            new TreeComparison(net, loader).run();
            return Optional.empty();
        } catch (AssertionError | RuntimeException | ReflectiveOperationException e) {
            boolean invalid = String.valueOf(e.getMessage()).startsWith("javac complains");
            return invalid
                    ? Optional.empty()
                    : Optional.of(new AssertionError("made smaller: " + e.getMessage(), e));
        }
    }
}
