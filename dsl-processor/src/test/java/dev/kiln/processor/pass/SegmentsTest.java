package dev.kiln.processor.pass;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Program;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.BatchStatistics;
import dev.kiln.processor.graph.kernel.JoinStatistics;
import dev.kiln.processor.graph.kernel.MeanSquaredError;
import dev.kiln.processor.graph.kernel.Normalize;
import dev.kiln.processor.graph.kernel.RunningStatistics;
import dev.kiln.processor.graph.shape.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentsTest {

    private static final Tensor X = new Tensor("x", new Shape(1, 1, 4));
    private static final Operand MOMENTS = new Operand.Chunkwise("moments", 8, true);
    private static final Operand MEAN = new Operand.Batchwise("mean", 4);
    private static final Operand VARIANCE = new Operand.Batchwise("variance", 4);

    private static final Step LOSS =
            Step.of("loss", new MeanSquaredError(4, true), Operand.of(X), new Operand.Losses());
    private static final Step GATHER =
            Step.of("norm", new BatchStatistics(1, 4), Operand.of(X), MOMENTS);
    private static final Step JOIN =
            Step.of("norm", new JoinStatistics(1, 4), MOMENTS, MEAN, VARIANCE);
    private static final Step NORMALIZE =
            Step.of(
                    "norm",
                    new Normalize(1, 4, 1e-5f, false, false, Activation.NONE),
                    Operand.of(X),
                    MEAN,
                    VARIANCE,
                    Operand.of(X));
    private static final Step MOVE =
            Step.of(
                    "norm",
                    new RunningStatistics(1, 4, 0.1f),
                    MEAN,
                    VARIANCE,
                    new Operand.Value(Parameter.bias("mean", 4)),
                    new Operand.Value(Parameter.bias("variance", 4)));

    @Test
    void aProgramThatJoinsNothingIsOneSegment() {
        Segments segments = Segments.of(Program.of(List.of(GATHER), LOSS, List.of(GATHER)));
        assertThat(segments.several()).isFalse();
        assertThat(segments.all())
                .containsExactly(
                        new Segments.Segment(List.of(GATHER), true, List.of(GATHER), List.of()));
        assertThat(segments.last()).isEmpty();
    }

    @Test
    void chunksWaitForWhatIsJoined() {
        Segments segments =
                Segments.of(
                        Program.of(
                                List.of(GATHER, JOIN, JOIN, NORMALIZE),
                                LOSS,
                                List.of(GATHER, JOIN, NORMALIZE)));
        assertThat(segments.all())
                .containsExactly(
                        new Segments.Segment(
                                List.of(GATHER), false, List.of(), List.of(JOIN, JOIN)),
                        new Segments.Segment(
                                List.of(NORMALIZE), true, List.of(GATHER), List.of(JOIN)),
                        new Segments.Segment(List.of(), false, List.of(NORMALIZE), List.of()))
                .inOrder();
    }

    @Test
    void nobodyWaitsForParameters() {
        Program program = Program.of(List.of(GATHER, JOIN), LOSS, List.of(MOVE, GATHER));
        Segments segments = Segments.of(program);
        assertThat(segments.all()).hasSize(2);
        assertThat(segments.all().get(1).backward()).containsExactly(GATHER);
        assertThat(segments.last()).containsExactly(MOVE);
    }
}
