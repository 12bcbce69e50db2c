package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.DenseForward;
import dev.kiln.processor.graph.kernel.DenseWeightGradient;
import dev.kiln.processor.graph.kernel.Sum;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lets products of the raw input with large matrices of weights sum each half of the inputs by
 * itself, and adds the two sums. So two threads can take a half each, for all samples of a batch:
 * its weights, their gradients and their update then stay in the cache of one core. Where the
 * product is computed does not matter to its bits. BLAS libraries call this split-K, for K, the
 * length of the sums.
 */
public final class SplitK {

    private SplitK() {}

    /** {@code input}: that of the network. */
    static Outcome<List<Step>> apply(List<Step> steps, Tensor input) {
        List<Step> result =
                steps.stream().flatMap(s -> pays(s, input) ? halves(s) : Stream.of(s)).toList();
        return new Outcome<>(
                result,
                steps.stream()
                        .filter(s -> s.kernel() instanceof DenseForward)
                        .filter(s -> s.operands().get(0).equals(Operand.of(input)))
                        .map(s -> decision(s, pays(s, input)))
                        .toList());
    }

    private static Decision decision(Step step, boolean pays) {
        return pays
                ? Decision.applied(step.layer(), "two threads sum a half of the inputs each")
                : Decision.refused(step.layer(), "its weights are too few to share them");
    }

    /** Whether a step is the product of a half. */
    public static boolean isHalf(Step step) {
        return step.kernel() instanceof DenseForward product && !product.source().isWhole();
    }

    /** Only what is there for the whole batch at once can be multiplied so. */
    private static boolean pays(Step step, Tensor input) {
        return step.kernel() instanceof DenseForward product
                && product.source().isWhole()
                && product.slice().isWhole()
                && step.operands().get(0).equals(Operand.of(input))
                && isLarge(product);
    }

    /** Those whose gradients threads share. */
    private static boolean isLarge(DenseForward product) {
        return new DenseWeightGradient(product.rows(), product.inputs(), product.outputs())
                        .divisibleRows()
                > 0;
    }

    private static Stream<Step> halves(Step step) {
        DenseForward product = (DenseForward) step.kernel();
        List<Operand> operands = step.operands();
        Operand output = operands.get(operands.size() - 1);
        Tensor whole = ((Operand.Of) output).tensor();
        Operand first = Operand.of(new Tensor(whole.name() + ".first", whole.shape()));
        Operand second = Operand.of(new Tensor(whole.name() + ".second", whole.shape()));
        int middle = product.inputs() / 2;
        DenseForward begin = product.ofInputs(0, middle, product.bias());
        DenseForward end = product.ofInputs(middle, product.inputs(), false);
        List<Operand> read = operands.subList(0, operands.size() - 1);
        return Stream.of(
                new Step(step.layer(), begin, append(read, first)),
                new Step(step.layer(), end, append(read.subList(0, 2), second)),
                Step.of(
                        step.layer(),
                        new Sum(2, product.outputs(), product.activation()),
                        first,
                        second,
                        output));
    }

    private static List<Operand> append(List<Operand> operands, Operand last) {
        return Stream.concat(operands.stream(), Stream.of(last)).toList();
    }
}
