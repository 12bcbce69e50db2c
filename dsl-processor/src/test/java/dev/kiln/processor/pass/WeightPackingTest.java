package dev.kiln.processor.pass;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Program;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.Verifier;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.LinearWithStatistics;
import dev.kiln.processor.graph.kernel.WinogradForward;
import dev.kiln.processor.graph.kernel.WinogradWeights;
import dev.kiln.processor.graph.shape.Padding;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is made of parameters is made once. */
class WeightPackingTest {

    private static final Shape SHAPE = new Shape(8, 8, 16);
    private static final Window WINDOW =
            new Window(SHAPE, new Pair(3, 3), Pair.ONE, Pair.ONE, new Padding(1, 1, 1, 1));
    private static final ConvolutionForward DEFINITION =
            new ConvolutionForward(WINDOW, 1, 16, false, Activation.NONE);
    private static final WinogradForward TILES = new WinogradForward(DEFINITION);
    private static final Parameter WEIGHT = Parameter.bias("conv", 9 * 16 * 16);
    private static final Tensor FIRST = new Tensor("first", SHAPE);
    private static final Tensor SECOND = new Tensor("second", SHAPE);
    private static final Tensor THIRD = new Tensor("third", SHAPE);

    private static Step step(Kernel kernel, Tensor from, Tensor to, Operand... more) {
        List<Operand> operands = new ArrayList<>();
        operands.add(Operand.of(from));
        operands.add(new Operand.Value(WEIGHT));
        operands.add(Operand.of(to));
        operands.addAll(List.of(more));
        return new Step("conv", kernel, operands);
    }

    @Test
    void stepsThatReadParametersAsTheyAreStayAsTheyAre() {
        List<Step> steps = List.of(step(DEFINITION, FIRST, SECOND));
        assertThat(WeightPacking.apply(Program.of(steps)).result()).isEqualTo(Program.of(steps));
    }

    @Test
    void severalReadersShareWhatIsMadeOnce() {
        Operand moments = new Operand.Chunkwise("moments", 32, true);
        Program packed =
                WeightPacking.apply(
                                Program.of(
                                        List.of(
                                                step(TILES, FIRST, SECOND),
                                                step(
                                                        new LinearWithStatistics(TILES, 64, 16),
                                                        SECOND,
                                                        THIRD,
                                                        moments))))
                        .result();
        Operand made =
                new Operand.Batchwise(
                        "conv.bias in tiles", new WinogradWeights(16, 16, false).size());
        assertThat(packed.preparation())
                .containsExactly(Step.of("conv", TILES.weights(), new Operand.Value(WEIGHT), made));
        assertThat(packed.steps().get(0).operands().get(1)).isEqualTo(made);
        assertThat(packed.steps().get(1).operands().get(1)).isEqualTo(made);
        Verifier.verify(packed.all(), Set.of(FIRST));
    }
}
