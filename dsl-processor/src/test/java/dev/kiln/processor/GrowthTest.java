package dev.kiln.processor;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.processor.emit.CompiledModel;
import dev.kiln.processor.emit.GeneratedFile;
import dev.kiln.processor.emit.SourceGenerator;
import dev.kiln.processor.graph.ModelInfo;
import dev.kiln.processor.graph.Program;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.operation.GraphVerifier;
import dev.kiln.processor.pass.BatchNormFolding;
import dev.kiln.processor.pass.ConcatElimination;
import dev.kiln.processor.pass.Differentiation;
import dev.kiln.processor.pass.Dump;
import dev.kiln.processor.pass.Fusion;
import dev.kiln.processor.pass.Inference;
import dev.kiln.processor.pass.Options;
import dev.kiln.processor.pass.Rematerialization;
import dev.kiln.processor.pass.memory.BufferAssignment;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The work of each pass grows with the network, not with its square. Bytes that it allocates stand
 * for work: unlike time they are nearly the same whenever they are counted.
 */
class GrowthTest {

    private static final int FEW = 75;
    private static final int MANY = 4 * FEW;

    /** Of four times as much; sixteen times where everything is compared with everything. */
    private static final double MOST = 6;

    private static final String HEAD =
            """
            @Model(input = @Input(height = 6, width = 6, channels = 4))
            """;

    @Test
    void chains() {
        String layer = "@Conv(filters = 4, kernel = 3, activation = RELU) Layer l%d;\n";
        assertLinear(n -> repeated(n, layer, "class Net {\n", "}"));
    }

    @Test
    void blocks() {
        assertLinear(
                n ->
                        """
                        @Regularize(batchNorm = true)
                        class Net {
                            @Stage(blocks = %d, width = 4) Basic stage;
                            @Residual(activation = RELU)
                            static class Basic {
                                @Conv(filters = WIDTH, kernel = 3, activation = RELU) Layer first;
                                @Conv(filters = WIDTH, kernel = 3) Layer second;
                            }
                        }
                        """
                                .formatted(n));
    }

    /** But for memory, which is searched for among all that is needed together. */
    @Test
    void branches() {
        String branch = "@Conv(filters = 2, kernel = 3, activation = RELU) Layer l%d;\n";
        String head = "class Net { Mixed mixed; @Inception static class Mixed {\n";
        assertLinear(n -> repeated(n, branch, head, "}}"), "memory", "pipeline");
    }

    @Test
    void pools() {
        String layers =
                """
                @Conv(filters = 4, kernel = 3) Layer conv%1$d;
                @Activate(RELU) Layer relu%1$d;
                @Pool(size = 3, stride = 1, padding = 1) Layer pool%1$d;
                """;
        assertLinear(n -> repeated(n, layers, "class Net {\n", "}"));
    }

    private static String repeated(int n, String some, String before, String after) {
        return IntStream.range(0, n)
                .mapToObj(some::formatted)
                .collect(Collectors.joining("", before, after));
    }

    private static void assertLinear(IntFunction<String> model, String... but) {
        // The first time classes are loaded too.
        allocated(model.apply(FEW));
        Map<String, Long> few = allocated(model.apply(FEW));
        Map<String, Long> many = allocated(model.apply(MANY));
        few.keySet().removeAll(List.of(but));
        few.forEach(
                (pass, bytes) ->
                        assertWithMessage("%s: %s and %s bytes", pass, bytes, many.get(pass))
                                .that((double) many.get(pass) / bytes)
                                .isLessThan(MOST));
    }

    /** Bytes that each pass allocates for a model. */
    private static Map<String, Long> allocated(String model) {
        Map<String, Long> bytes = new LinkedHashMap<>();
        MemoryCompiler.Result result =
                MemoryCompiler.attempt(
                        Models.of(HEAD + model),
                        List.of("-proc:only"),
                        new KilnProcessor(m -> count(m.info(), m.graph(), m.options(), bytes)));
        assertThat(result.done()).isTrue();
        return bytes;
    }

    private static List<GeneratedFile> count(
            ModelInfo info, Graph graph, Options options, Map<String, Long> bytes) {
        Graph training = Fusion.forTraining(graph, options, false).result();
        CompiledModel model = CompiledModel.of(info, graph, options, Dump.NONE);
        count("pipeline", bytes, () -> CompiledModel.of(info, graph, options, Dump.NONE));
        count("sources", bytes, () -> SourceGenerator.files(model));
        count("verification", bytes, () -> GraphVerifier.verify(graph));
        count("fusion", bytes, () -> Fusion.forPrediction(graph, options, false));
        count("folding", bytes, () -> BatchNormFolding.apply(Inference.apply(graph)));
        count(
                "differentiation",
                bytes,
                () -> Differentiation.apply(training, info.inputGradient()));
        Program program = Differentiation.apply(training, info.inputGradient());
        count("placement", bytes, () -> ConcatElimination.apply(program));
        count("recomputation", bytes, () -> Rematerialization.apply(program));
        count(
                "memory",
                bytes,
                () -> BufferAssignment.of(program.steps(), Set.of(graph.input()), Set.of()));
        return List.of();
    }

    private static void count(String pass, Map<String, Long> bytes, Runnable work) {
        long before = allocated();
        work.run();
        bytes.put(pass, allocated() - before);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
