package dev.kiln.processor.graph;

import dev.kiln.processor.graph.kernel.Kernel;
import java.util.List;

/**
 * One call of a kernel on behalf of a layer; the operands are in the order of the kernel's
 * arguments.
 */
public record Step(String layer, Kernel kernel, List<Operand> operands) {

    public Step {
        operands = List.copyOf(operands);
    }

    public static Step of(String layer, Kernel kernel, Operand... operands) {
        return new Step(layer, kernel, List.of(operands));
    }
}
