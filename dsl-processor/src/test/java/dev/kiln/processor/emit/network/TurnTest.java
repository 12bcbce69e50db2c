package dev.kiln.processor.emit.network;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Argument;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.shape.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

public class TurnTest {

    private record Fake(String name, List<Argument> arguments, boolean sumsApart)
            implements Kernel {

        @Override
        public List<String> comment() {
            return List.of();
        }
    }

    private static final Operand SLOPE = tensor("slope");
    private static final Operand INPUT = tensor("input");

    private static Operand tensor(String name) {
        return Operand.of(new Tensor(name, new Shape(2, 2, 3)));
    }

    private static Operand gradient(String name) {
        return new Operand.Gradient(
                new Parameter(
                        name,
                        Parameter.Kind.WEIGHT,
                        new Parameter.Vector(3),
                        Parameter.Initializer.ZERO,
                        Parameter.Training.USUAL));
    }

    private static Step step(String name, boolean sumsApart, Argument.Access access, Operand read) {
        List<Argument> arguments =
                List.of(
                        new Argument("x", Argument.Element.FLOAT, access),
                        Argument.update("gradient"));
        return Step.of("layer", new Fake(name, arguments, sumsApart), read, gradient(name));
    }

    private static List<List<String>> turns(Step... steps) {
        return Turn.of(List.of(steps)).stream()
                .map(t -> t.steps().stream().map(s -> s.kernel().name()).toList())
                .toList();
    }

    private static final Step BIAS = step("bias", false, Argument.Access.READ, SLOPE);
    private static final Step FIRST = step("first", true, Argument.Access.READ, SLOPE);
    private static final Step SECOND = step("second", true, Argument.Access.READ, INPUT);
    private static final Step MASKS = step("masks", false, Argument.Access.UPDATE, SLOPE);

    @Test
    void stepsShareATurn() {
        assertThat(turns(BIAS, FIRST)).containsExactly(List.of("bias", "first"));
        assertThat(turns(FIRST, BIAS, BIAS)).containsExactly(List.of("first", "bias", "bias"));
        assertThat(turns()).isEmpty();
    }

    @Test
    void severalMaySumApartInATurn() {
        assertThat(turns(FIRST, BIAS, SECOND)).containsExactly(List.of("first", "bias", "second"));
        assertThat(turns(FIRST, FIRST)).containsExactly(List.of("first", "first"));
    }

    @Test
    void nothingIsSummedBeforeWhatItReads() {
        assertThat(turns(BIAS, MASKS, FIRST))
                .containsExactly(List.of("bias", "masks"), List.of("first"))
                .inOrder();
        assertThat(turns(FIRST, MASKS, FIRST, SECOND))
                .containsExactly(List.of("first", "masks"), List.of("first", "second"))
                .inOrder();
        assertThat(turns(MASKS, SECOND)).containsExactly(List.of("masks", "second"));
    }

    @Test
    void whatSumsApartFeedsOthersInFrontOfTheTurn() {
        Step masksApart = step("masks", true, Argument.Access.UPDATE, SLOPE);
        assertThat(turns(masksApart, FIRST)).containsExactly(List.of("masks", "first"));
    }

    @Test
    void onlyGradientsOfParametersHaveAnOrder() {
        assertThat(Turn.isFor(BIAS)).isTrue();
        Kernel copy = new Fake("copy", List.of(Argument.read("x"), Argument.write("y")), false);
        assertThat(Turn.isFor(Step.of("layer", copy, INPUT, SLOPE))).isFalse();
    }
}
