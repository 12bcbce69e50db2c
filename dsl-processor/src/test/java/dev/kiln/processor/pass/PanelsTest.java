package dev.kiln.processor.pass;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.graph.ModelInfo;
import dev.kiln.processor.graph.Program;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.BatchStatistics;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.kernel.ConvolutionWeightGradient;
import dev.kiln.processor.graph.kernel.DenseForward;
import dev.kiln.processor.graph.kernel.DenseInputGradient;
import dev.kiln.processor.graph.kernel.DenseWeightGradient;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.LinearWithStatistics;
import dev.kiln.processor.graph.kernel.PanelForward;
import dev.kiln.processor.graph.kernel.PanelInputGradient;
import dev.kiln.processor.graph.kernel.PanelWeightGradient;
import dev.kiln.processor.graph.shape.Padding;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import dev.kiln.processor.operation.Graph;
import java.util.List;
import org.junit.jupiter.api.Test;

class PanelsTest {

    private static final Activation NONE = Activation.NONE;

    private static Window window(int channels, int kernel) {
        return new Window(
                new Shape(9, 9, channels),
                new Pair(kernel, kernel),
                Pair.ONE,
                Pair.ONE,
                Padding.NONE);
    }

    private static Kernel conv(int channels, int kernel, int groups, int filters, Activation a) {
        return new ConvolutionForward(window(channels, kernel), groups, filters, true, a);
    }

    /** Of so many multiply-adds. */
    private static Graph network(int side) {
        return Chain.of(
                new Shape(side, side, 16),
                Chain.conv("first", 32, Chain.RELU),
                Chain.conv("second", 64, Chain.GELU),
                Chain.conv("third", 64, Chain.RELU),
                Chain.conv("narrow", 7, Chain.RELU),
                Chain.pool("pool"),
                Chain.dense("last", 5, Chain.SOFTMAX));
    }

    private static Programs programs(Graph graph, Options options) {
        ModelInfo info = new ModelInfo("", "Test", List.of(), false);
        return Pipeline.run(info, graph, options, k -> true, new Dump("", t -> {}));
    }

    private static Options options(String off, String on, boolean vectors) {
        return Options.of(off, on, null, vectors);
    }

    private static long microKernels(Program program) {
        return program.steps().stream()
                .map(s -> s.kernel().getClass().getSimpleName())
                .filter(name -> name.startsWith("Panel"))
                .count();
    }

    private static boolean hasTiles(Program program) {
        return program.steps().stream()
                .anyMatch(s -> s.kernel().getClass().getSimpleName().startsWith("Winograd"));
    }

    @Test
    void wideConvolutionsAndProductsOfPixelsCallMicroKernels() {
        assertThat(Panels.of(conv(8, 1, 1, 8, NONE), false)).isInstanceOf(PanelForward.class);
        assertThat(Panels.of(conv(1, 3, 1, 8, Chain.RELU), false)).isInstanceOf(PanelForward.class);
        assertThat(Panels.of(new DenseForward(2, 8, 8, true, Chain.RELU), false))
                .isInstanceOf(PanelForward.class);
        Kernel both = new LinearWithStatistics(conv(8, 1, 1, 8, NONE), 81, 8);
        assertThat(((LinearWithStatistics) Panels.of(both, false)).linear())
                .isInstanceOf(PanelForward.class);
    }

    @Test
    void otherKernelsStay() {
        List<Kernel> others =
                List.of(
                        conv(7, 1, 1, 8, NONE),
                        conv(8, 1, 1, 7, NONE),
                        conv(8, 3, 2, 8, NONE),
                        conv(8, 3, 1, 8, Chain.GELU),
                        new DenseForward(1, 8, 8, true, NONE),
                        new DenseForward(2, 8, 7, true, NONE),
                        new ConvolutionInputGradient(window(7, 3), 1, 8),
                        new ConvolutionInputGradient(window(8, 3), 2, 8),
                        new ConvolutionWeightGradient(window(8, 3), 2, 8),
                        new ConvolutionWeightGradient(window(7, 1), 1, 8),
                        new DenseInputGradient(1, 8, 8),
                        new DenseWeightGradient(1, 8, 8),
                        new BatchStatistics(9, 8));
        for (Kernel kernel : others) {
            assertThat(Panels.of(kernel, false)).isEqualTo(kernel);
        }
    }

    @Test
    void gradientsCallThemToo() {
        assertThat(Panels.of(new ConvolutionInputGradient(window(8, 3), 1, 8), false))
                .isInstanceOf(PanelInputGradient.class);
        assertThat(Panels.of(new DenseInputGradient(2, 8, 8), false))
                .isInstanceOf(PanelInputGradient.class);
        assertThat(Panels.of(new ConvolutionWeightGradient(window(1, 3), 1, 8), false))
                .isInstanceOf(PanelWeightGradient.class);
        assertThat(Panels.of(new DenseWeightGradient(2, 8, 8), false))
                .isInstanceOf(PanelWeightGradient.class);
    }

    @Test
    void largeNetworksHaveThemByThemselvesAndOthersWhereTheyAreAskedFor() {
        Graph large = network(56);
        Graph small = network(48);
        assertThat(large.multiplyAdds()).isAtLeast(150_000_000L);
        assertThat(small.multiplyAdds()).isLessThan(150_000_000L);
        Options usual = options(null, null, true);
        assertThat(microKernels(programs(large, usual).prediction().program())).isEqualTo(3);
        assertThat(microKernels(programs(large, usual).training().program())).isEqualTo(8);
        assertThat(microKernels(programs(small, usual).training().program())).isEqualTo(0);
        Options forced = options(null, "panels", true);
        assertThat(microKernels(programs(small, forced).training().program())).isEqualTo(8);
        Options off = options("panels", "panels", true);
        assertThat(microKernels(programs(large, off).training().program())).isEqualTo(0);
    }

    /** With and without the module a large network has the steps and chunks that decide bits. */
    @Test
    void theCompilationDecidesNothingOfLargeNetworks() {
        Graph large = network(56);
        Programs without = programs(large, options(null, null, false));
        Programs with = programs(large, options("pools", null, true));
        assertThat(with.training().program()).isEqualTo(without.training().program());
        assertThat(with.prediction().program()).isEqualTo(without.prediction().program());
        assertThat(with.training().chunk()).isEqualTo(without.training().chunk());
        assertThat(hasTiles(with.training().program())).isFalse();
        Options off = options("panels", null, true);
        assertThat(hasTiles(programs(large, off).training().program())).isTrue();
    }

    @Test
    void predictorsTakeOneSampleAtATimeThatFillsTheCache() {
        Graph large = network(56);
        assertThat(programs(large, options(null, null, true)).prediction().chunk()).isEqualTo(1);
        assertThat(programs(large, options("panels", null, true)).prediction().chunk())
                .isGreaterThan(1);
        assertThat(programs(network(8), options(null, "panels", true)).prediction().chunk())
                .isGreaterThan(1);
    }

    /** Otherwise predictors and networks would sum in different orders. */
    @Test
    void activationsOtherThanReluStayApart() {
        assertThat(decisions("fusion"))
                .containsExactly(
                        Decision.applied("first", "applied while the result is stored"),
                        Decision.refused("second", "micro-kernels apply no activation but ReLU"),
                        Decision.applied("third", "applied while the result is stored"),
                        Decision.applied("narrow", "applied while the result is stored"))
                .inOrder();
    }

    @Test
    void decisionsHaveReasons() {
        assertThat(decisions("panels"))
                .containsExactly(
                        Decision.applied(
                                "first", "it calls micro-kernels of the runtime, in tiles of 4x4"),
                        Decision.applied(
                                "second", "it calls micro-kernels of the runtime, in tiles of 4x4"),
                        Decision.applied(
                                "third", "it calls micro-kernels of the runtime, in tiles of 4x4"),
                        Decision.refused("narrow", "it is narrow or has groups"))
                .inOrder();
    }

    private static List<Decision> decisions(String pass) {
        return programs(network(56), options(null, null, true)).prediction().passes().stream()
                .filter(p -> p.name().equals(pass))
                .flatMap(p -> p.decisions().stream())
                .toList();
    }
}
