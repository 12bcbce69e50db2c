package dev.kiln.processor.pass;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ActivationForward;
import dev.kiln.processor.graph.kernel.DenseWeightGradient;
import dev.kiln.processor.graph.shape.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkSizeTest {

    private static Tensor tensor(String name, int size) {
        return new Tensor(name, Shape.vector(size));
    }

    private static Step sweep(int size) {
        return Step.of(
                "sweep",
                new ActivationForward(new Activation(Activation.Kind.RELU, 0), size),
                Operand.of(tensor("from" + size, size)),
                Operand.of(tensor("to" + size, size)));
    }

    private static Step weights(int inputs, int outputs) {
        return Step.of(
                "dense",
                new DenseWeightGradient(1, inputs, outputs),
                Operand.of(tensor("x", inputs)),
                Operand.of(tensor("slope", outputs)),
                new Operand.Gradient(Parameter.bias("all", inputs * outputs)));
    }

    private static int of(Step... steps) {
        return ChunkSize.of(List.of(List.of(steps)), Long.MAX_VALUE, ChunkSize.LEAST);
    }

    @Test
    void whatFitsTheCacheAnywayIsTakenAsItIs() {
        assertThat(of(sweep(100))).isEqualTo(ChunkSize.LEAST);
    }

    @Test
    void largeActivationsWantSmallChunks() {
        assertThat(of(sweep(100_000), weights(100, 10))).isEqualTo(ChunkSize.LEAST);
    }

    @Test
    void convolutionsByTheirDefinitionWantMoreImages() {
        assertThat(
                        ChunkSize.of(
                                List.of(List.of(sweep(100_000))),
                                Long.MAX_VALUE,
                                ChunkSize.LEAST_BY_DEFINITION))
                .isEqualTo(ChunkSize.LEAST_BY_DEFINITION);
    }

    @Test
    void largeWeightsWantLargeChunks() {
        assertThat(of(sweep(1_000), weights(4096, 256))).isEqualTo(ChunkSize.MOST);
        int middle = of(sweep(8_000), weights(100, 100));
        assertThat(middle).isGreaterThan(ChunkSize.LEAST);
        assertThat(middle).isLessThan(ChunkSize.MOST);
        assertThat(of(sweep(8_000), weights(200, 200))).isAtLeast(middle);
    }

    @Test
    void buffersThatAreSharedTakeLessOfTheCache() {
        List<List<Step>> segments = List.of(List.of(sweep(20_000), weights(100, 100)));
        assertThat(ChunkSize.of(segments, 5_000, ChunkSize.LEAST))
                .isGreaterThan(ChunkSize.of(segments, Long.MAX_VALUE, ChunkSize.LEAST));
    }
}
