package dev.kiln.processor.gradient;

import dev.kiln.processor.MemoryCompiler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Generated networks against a naive interpreter in double precision: outputs, losses, and
 * gradients as central differences.
 *
 * <p>{@code -Dkiln.networks=5000} checks more random networks, {@code -Dkiln.first=1234} others.
 */
class GradientTest {

    /** Networks in one run of javac. */
    private static final int TOGETHER = 50;

    private static final String TILES = "-Akiln.on=winograd";
    private static final String MICRO_KERNELS = "-Akiln.on=panels";

    @TestFactory
    Stream<DynamicTest> everyLayer() {
        return tests(Nets.all(), TILES, 80);
    }

    @TestFactory
    Stream<DynamicTest> microKernels() {
        return tests(WideNets.all(), MICRO_KERNELS, 80);
    }

    @Tag("slow")
    @TestFactory
    Stream<DynamicTest> randomNetworks() {
        int first = Integer.getInteger("kiln.first", 0);
        int end = first + Integer.getInteger("kiln.networks", 100);
        return IntStream.iterate(first, i -> i < end, i -> i + TOGETHER)
                .boxed()
                .flatMap(
                        from ->
                                tests(
                                        IntStream.range(from, Math.min(end, from + TOGETHER))
                                                .mapToObj(RandomNet::of)
                                                .toList(),
                                        from % (2 * TOGETHER) == 0 ? TILES : MICRO_KERNELS,
                                        12));
    }

    private static Stream<DynamicTest> tests(List<Net> nets, String on, int checked) {
        Map<String, String> sources = new LinkedHashMap<>();
        nets.forEach(n -> sources.put("nets." + n.name(), n.source()));
        ClassLoader loader = MemoryCompiler.compile(sources, List.of(on)).loader();
        return nets.stream()
                .map(
                        n ->
                                DynamicTest.dynamicTest(
                                        n.name(), () -> new Comparison(n, loader, checked).run()));
    }
}
