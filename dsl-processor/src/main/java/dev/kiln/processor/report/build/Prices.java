package dev.kiln.processor.report.build;

import dev.kiln.processor.emit.CompiledModel;
import dev.kiln.processor.emit.code.KernelForm.Chosen;
import dev.kiln.processor.emit.code.KernelForm.Family;
import dev.kiln.processor.emit.kernel.KernelForms;
import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Program;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.LinearWithStatistics;
import dev.kiln.processor.graph.kernel.PanelKernel;
import dev.kiln.processor.graph.kernel.PanelWinograd;
import dev.kiln.processor.graph.kernel.WinogradForward;
import dev.kiln.processor.graph.kernel.WinogradInputGradient;
import dev.kiln.processor.graph.kernel.WinogradWeightGradient;
import dev.kiln.processor.operation.LinearOp;
import dev.kiln.processor.pass.PassRecord.Footprint;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Predicted times of steps on one core: the price of the form that is written, where the table of
 * forms has one; else the time of its products, at a speed that such kernels were measured to
 * reach, and of the numbers that it moves. It is good for shares, not for promises.
 */
final class Prices {

    /** Products in a nanosecond of forms without a price. */
    private static final double PLAIN = 20;

    private static final double VECTOR = 100;

    /** Nanoseconds for a number that is read or written in a row, as prices of forms have it. */
    private static final double MOVE = 0.06;

    /** A tile of Winograd's takes 36 products instead of 144. */
    private static final double WINOGRAD = 0.25;

    private final KernelForms forms;

    /** Products for a sample of what multiplies a parameter, by its name or what is made of it. */
    private final Map<String, Long> products = new HashMap<>();

    private Prices(KernelForms forms) {
        this.forms = forms;
    }

    static Prices of(CompiledModel model) {
        Prices prices = new Prices(model.forms());
        model.graph().operations().stream()
                .filter(LinearOp.class::isInstance)
                .map(LinearOp.class::cast)
                .forEach(o -> prices.products.put(o.weight().name(), o.multiplyAdds()));
        prices.add(model.programs().training().program());
        prices.add(model.programs().prediction().program());
        return prices;
    }

    /** Packed or transformed weights are multiplied in the place of the weights. */
    private void add(Program program) {
        for (Step step : program.preparation()) {
            if (step.operands().get(0) instanceof Operand.Value value
                    && step.operands().get(1) instanceof Operand.Batchwise made) {
                products.put(made.name(), products.getOrDefault(value.parameter().name(), 0L));
            }
        }
    }

    double nanoseconds(Step step) {
        double plain =
                price(KernelForms.plain(step.kernel()), step.kernel())
                        .orElseGet(() -> estimate(step, PLAIN));
        return forms.vector(step.kernel()).isPresent()
                        || (forms.vectors() && callsMicroKernels(step.kernel()))
                ? Math.min(plain, estimate(step, VECTOR))
                : plain;
    }

    /** The price that a form has in the table. */
    static Optional<Double> price(Chosen<?> form, Kernel kernel) {
        double own = form.cost();
        double cost =
                own == 0 && kernel instanceof LinearWithStatistics both
                        ? KernelForms.cheapestFollowed(Family.PLAIN, both.linear())
                                .map(Chosen::cost)
                                .orElse(0.0)
                        : own;
        return cost > 0 && Double.isFinite(cost) ? Optional.of(cost) : Optional.empty();
    }

    private double estimate(Step step, double speed) {
        double share = isWinograd(step.kernel()) ? WINOGRAD : 1;
        double moved = (double) Footprint.bytesMoved(step) / Float.BYTES;
        return products(step) * share / speed + moved * MOVE;
    }

    private long products(Step step) {
        return step.operands().stream()
                .mapToLong(o -> products.getOrDefault(parameter(o), 0L))
                .sum();
    }

    private static String parameter(Operand operand) {
        if (operand instanceof Operand.Value value) {
            return value.parameter().name();
        }
        if (operand instanceof Operand.Gradient gradient) {
            return gradient.parameter().name();
        }
        return operand instanceof Operand.Batchwise made ? made.name() : "";
    }

    /** They have vectors of their own, where the JVM has them. */
    private static boolean callsMicroKernels(Kernel kernel) {
        Kernel linear = kernel instanceof LinearWithStatistics both ? both.linear() : kernel;
        return linear instanceof PanelKernel;
    }

    private static boolean isWinograd(Kernel kernel) {
        Kernel linear = kernel instanceof LinearWithStatistics both ? both.linear() : kernel;
        return linear instanceof WinogradForward
                || linear instanceof PanelWinograd
                || linear instanceof WinogradInputGradient
                || linear instanceof WinogradWeightGradient;
    }
}
