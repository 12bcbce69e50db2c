package dev.kiln.processor.pass;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Program;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.BatchStatistics;
import dev.kiln.processor.graph.kernel.ChannelSlice;
import dev.kiln.processor.graph.kernel.JoinStatistics;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.MeanSquaredError;
import dev.kiln.processor.graph.kernel.Normalize;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.pass.memory.Mix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two convolutions with batch norm, or what looks like them, forward and back. */
class RematerializationTest {

    private static final Tensor X = tensor("x");
    private static final Tensor FIRST = tensor("first");
    private static final Tensor NORMALIZED = tensor("first.norm");
    private static final Tensor SECOND = tensor("second");
    private static final Tensor LOGITS = tensor("second.norm");
    private static final Tensor OF_LOGITS = tensor("gradient of second.norm");
    private static final Tensor OF_SECOND = tensor("gradient of second");
    private static final Tensor OF_FIRST = tensor("gradient of first.norm");
    private static final Tensor AGAIN = tensor("first.norm, again");

    private static final Normalize PLAIN =
            new Normalize(1, 4, 1e-5f, false, false, Activation.NONE);

    private static Tensor tensor(String name) {
        return new Tensor(name, new Shape(1, 1, 4));
    }

    private static Step mix(String layer, Tensor... tensors) {
        return Step.of(
                layer,
                new Mix(tensors.length - 1, 1, false),
                Arrays.stream(tensors).map(Operand::of).toArray(Operand[]::new));
    }

    private static List<Step> sums(String layer, Tensor of) {
        Operand moments = new Operand.Chunkwise("moments of " + layer, 8, true);
        return List.of(
                Step.of(layer, new BatchStatistics(1, 4), Operand.of(of), moments),
                Step.of(
                        layer,
                        new JoinStatistics(1, 4),
                        moments,
                        batchwise("mean", layer),
                        batchwise("variance", layer)));
    }

    private static Operand batchwise(String what, String layer) {
        return new Operand.Batchwise(what + " of " + layer, 4);
    }

    private static Step normalize(String layer, Kernel kernel, Tensor from, Tensor to) {
        return Step.of(
                layer,
                kernel,
                Operand.of(from),
                batchwise("mean", layer),
                batchwise("variance", layer),
                Operand.of(to));
    }

    /** {@code more}: a step of the last segment of the forward pass. */
    private static Program program(Kernel norm, List<Step> more, Step... ofFirst) {
        List<Step> forward = new ArrayList<>();
        forward.add(mix("first", X, FIRST));
        forward.addAll(sums("first", FIRST));
        forward.add(normalize("first", norm, FIRST, NORMALIZED));
        forward.add(mix("second", NORMALIZED, SECOND));
        forward.addAll(sums("second", SECOND));
        forward.add(normalize("second", PLAIN, SECOND, LOGITS));
        forward.addAll(more);
        Step loss =
                Step.of(
                        "loss",
                        new MeanSquaredError(4, true),
                        Operand.of(LOGITS),
                        new Operand.Target(false),
                        Operand.of(OF_LOGITS),
                        new Operand.Losses());
        List<Step> backward = new ArrayList<>(sums("back", OF_LOGITS));
        backward.add(mix("second", OF_LOGITS, SECOND, OF_SECOND));
        backward.addAll(List.of(ofFirst));
        return Program.of(forward, loss, backward);
    }

    private static final Step GRADIENT = mix("second", OF_SECOND, NORMALIZED, OF_FIRST);
    private static final Step MASK = mix("first", OF_FIRST, NORMALIZED, FIRST);

    @Test
    void whatTheBackwardPassReadsIsComputedAgainInFrontOfItsFirstReader() {
        Program program = program(PLAIN, List.of(), GRADIENT, MASK);
        List<Step> expected = new ArrayList<>(program.backward().subList(0, 3));
        expected.add(new Step("second", PLAIN, normalize("first", PLAIN, FIRST, AGAIN).operands()));
        expected.add(mix("second", OF_SECOND, AGAIN, OF_FIRST));
        expected.add(mix("first", OF_FIRST, AGAIN, FIRST));
        Program result = Rematerialization.apply(program).result();
        assertThat(result.backward()).containsExactlyElementsIn(expected).inOrder();
        assertThat(result.forward()).isEqualTo(program.forward());
    }

    @Test
    void whatIsKeptForOthersAnywayIsNot() {
        Step addition = mix("sum", NORMALIZED, LOGITS);
        unchanged(program(PLAIN, List.of(addition), GRADIENT, MASK));
    }

    /** Computed again for one segment, it would have to be kept for the other. */
    @Test
    void whatTwoSegmentsOfTheBackwardPassReadIsNot() {
        List<Step> sums = sums("more", OF_FIRST);
        unchanged(program(PLAIN, List.of(), GRADIENT, sums.get(0), sums.get(1), MASK));
    }

    @Test
    void nothingIsKeptOnlyToComputeItAgain() {
        unchanged(program(PLAIN, List.of(), GRADIENT));
    }

    @Test
    void sumsAndBranchesStay() {
        Kernel branch =
                new Normalize(
                        1, 4, 1e-5f, false, false, Activation.NONE, new ChannelSlice(0, 4, 8));
        unchanged(program(branch, List.of(), GRADIENT, MASK));
        Kernel sum = new Normalize(1, 4, 1e-5f, false, true, Activation.NONE);
        unchanged(program(sum, List.of(), GRADIENT, MASK));
    }

    private static void unchanged(Program program) {
        assertThat(Rematerialization.apply(program).result()).isEqualTo(program);
    }
}
