package dev.kiln.processor.emit;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Step;
import java.util.List;

/** The steps whose sums over the batch several threads share, part by part. */
final class SharedSteps {

    /** What the chunks do one by one then keeps nobody waiting. */
    private static final double LITTLE = 0.1;

    private SharedSteps() {}

    /** The parameters whose gradients they are. */
    static List<Parameter> parameters(List<Step> steps, Flavour flavour) {
        return steps.stream()
                .filter(s -> flavour.division(s.kernel()).isPresent())
                .flatMap(s -> s.operands().stream())
                .filter(Operand.Gradient.class::isInstance)
                .map(o -> ((Operand.Gradient) o).parameter())
                .toList();
    }

    /** Whether most of what has to follow the order of the samples is in such steps. */
    static boolean areMost(List<Step> steps, Flavour flavour) {
        double all = 0;
        double shared = 0;
        for (Step step : steps) {
            double products = products(step);
            all += products;
            shared += flavour.division(step.kernel()).isPresent() ? products : 0;
        }
        return shared > 0 && all - shared < LITTLE * all;
    }

    /** Multiply-adds of a sample into gradients of parameters; those of convolutions at most. */
    private static double products(Step step) {
        int pixels = 0;
        int weights = 0;
        for (Operand operand : step.operands()) {
            if (operand instanceof Operand.Of of) {
                pixels = of.tensor().shape().pixels();
            } else if (operand instanceof Operand.Gradient gradient) {
                weights += gradient.parameter().size();
            }
        }
        return (double) pixels * weights;
    }
}
