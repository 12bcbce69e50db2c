package dev.kiln.processor.golden;

import static com.google.common.truth.Truth.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.kiln.processor.MemoryCompiler;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generated networks against reference tensors that PyTorch computed; see the README beside the
 * files.
 */
@Tag("slow")
class GoldenTest {

    private static final int CASES = 186;

    /** Filters, and numbers of a sum, from which on a convolution may call micro-kernels. */
    private static final int WIDE = 8;

    private static final int WIDE_CASES = 18;

    @TempDir static Path folder;

    @Test
    void allCasesAreThere() throws IOException {
        assertThat(cases()).hasSize(CASES);
    }

    /**
     * Each case twice: with activations merged into layers, and kept apart; and both to the same
     * bits.
     */
    @TestFactory
    Stream<DynamicTest> agreesWithPyTorch() throws IOException {
        List<GoldenCase> cases = cases();
        Map<String, String> sources = new LinkedHashMap<>();
        List<DynamicTest> tests = new ArrayList<>();
        List<GoldenCase> networks = new ArrayList<>();
        for (GoldenCase c : cases) {
            if (c.spec().get("kind").getAsString().equals("schedule")) {
                tests.add(
                        DynamicTest.dynamicTest(
                                c.name(),
                                () ->
                                        GoldenOptimizer.compareRates(
                                                c, GoldenOptimizer.ofSchedule(c))));
            } else {
                networks.add(c);
            }
        }
        for (GoldenCase c : networks) {
            sources.put("golden." + merged(c), GoldenSource.of(c, merged(c), true).text());
            sources.put("golden." + apart(c), GoldenSource.of(c, apart(c), false).text());
            sources.computeIfAbsent("golden." + head(c), name -> GoldenSource.head(c, head(c)));
            if (c.normalizes()) {
                for (boolean merged : new boolean[] {true, false}) {
                    String name = distance(c, merged);
                    sources.put("golden." + name, GoldenSource.distance(c, name, merged));
                }
            }
        }
        ClassLoader loader =
                MemoryCompiler.compile(sources, List.of("-Akiln.on=winograd")).loader();
        for (GoldenCase c : networks) {
            GoldenRun merged = run(c, loader, merged(c), true);
            GoldenRun apart = run(c, loader, apart(c), false);
            tests.add(DynamicTest.dynamicTest(merged(c), merged::run));
            tests.add(DynamicTest.dynamicTest(apart(c), apart::run));
            if (c.object("loss") != null) {
                tests.add(
                        DynamicTest.dynamicTest(
                                c.name() + " fused and not",
                                () -> assertThat(merged.bits()).isEqualTo(apart.bits())));
            }
        }
        return tests.stream();
    }

    /** Convolutions, alone and in blocks, that call the micro-kernels of the runtime. */
    @TestFactory
    Stream<DynamicTest> microKernelsAgreeWithPyTorch() throws IOException {
        List<GoldenCase> wide = cases().stream().filter(c -> isWide(c.spec())).toList();
        assertThat(wide).hasSize(WIDE_CASES);
        Map<String, String> sources = new LinkedHashMap<>();
        for (GoldenCase c : wide) {
            sources.put("golden." + merged(c), GoldenSource.of(c, merged(c), true).text());
            sources.computeIfAbsent("golden." + head(c), name -> GoldenSource.head(c, head(c)));
            if (c.normalizes()) {
                String name = distance(c, true);
                sources.put("golden." + name, GoldenSource.distance(c, name, true));
            }
        }
        MemoryCompiler.Result compiled =
                MemoryCompiler.compile(sources, List.of("-Akiln.on=panels"));
        ClassLoader loader = compiled.loader();
        return wide.stream()
                .map(
                        c ->
                                DynamicTest.dynamicTest(
                                        c.name(),
                                        () -> {
                                            assertThat(compiled.sources().get(kernels(c)))
                                                    .contains("Products.multiply(");
                                            run(c, loader, merged(c), true).run();
                                        }));
    }

    private static String kernels(GoldenCase c) {
        return "golden." + merged(c) + "Kernels";
    }

    /** Whether a convolution without groups has filters enough, and sums of enough numbers. */
    private static boolean isWide(JsonElement element) {
        if (element.isJsonArray()) {
            return element.getAsJsonArray().asList().stream().anyMatch(GoldenTest::isWide);
        }
        if (!element.isJsonObject()) {
            return false;
        }
        JsonObject o = element.getAsJsonObject();
        return (number(o, "groups") == 1
                        && number(o, "out_channels") >= WIDE
                        && number(o, "in_channels") * pixels(o.getAsJsonArray("kernel")) >= WIDE)
                || o.asMap().values().stream().anyMatch(GoldenTest::isWide);
    }

    private static int number(JsonObject layer, String attribute) {
        return layer.has(attribute) ? layer.get(attribute).getAsInt() : 0;
    }

    private static int pixels(JsonArray kernel) {
        return kernel.get(0).getAsInt() * kernel.get(1).getAsInt();
    }

    private static GoldenRun run(
            GoldenCase c, ClassLoader loader, String className, boolean merged) {
        Map<String, String> names = GoldenSource.of(c, className, merged).names();
        Generated generated = new Generated(loader, className, head(c), distance(c, merged), names);
        return new GoldenRun(c, generated, folder);
    }

    private static String distance(GoldenCase c, boolean merged) {
        return (merged ? merged(c) : apart(c)) + "Distance";
    }

    private static String merged(GoldenCase c) {
        return identifier(c) + "Merged";
    }

    private static String apart(GoldenCase c) {
        return identifier(c) + "Apart";
    }

    /** Cases with the same loss of the same shape share one head. */
    private static String head(GoldenCase c) {
        return "Head" + Integer.toHexString(GoldenSource.head(c, "Head").hashCode());
    }

    private static String identifier(GoldenCase c) {
        return c.name().replaceAll("[^a-zA-Z0-9]", "_");
    }

    private static List<GoldenCase> cases() throws IOException {
        List<GoldenCase> cases = new ArrayList<>();
        for (Path file : files()) {
            cases.add(GoldenCase.read(file));
        }
        return cases;
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            return files.filter(f -> f.toString().endsWith(".safetensors")).sorted().toList();
        }
    }

    private static Path directory() {
        try {
            return Path.of(GoldenTest.class.getResource("/golden").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
