package dev.kiln.processor.emit.network;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Tensor;
import java.util.Map;
import java.util.function.Function;

/**
 * How generated methods name what they pass to kernels.
 *
 * @param chunk index of the chunk whose numbers are passed; empty for an array of those of all
 */
public record Arguments(
        Function<Tensor, String> arrays,
        BatchwiseFields batchwise,
        String chunk,
        ParameterFields parameters,
        Map<Tensor, String> special)
        implements Function<Operand, String> {

    @Override
    public String apply(Operand operand) {
        if (operand instanceof Operand.Of of) {
            String given = special.get(of.tensor());
            return given == null ? arrays.apply(of.tensor()) : given;
        }
        if (operand instanceof Operand.Batchwise numbers) {
            return batchwise.field(numbers);
        }
        if (operand instanceof Operand.Chunkwise numbers) {
            return batchwise.field(numbers) + chunk;
        }
        if (operand instanceof Operand.Losses) {
            return "losses";
        }
        if (operand instanceof Operand.Value value) {
            return parameters.field(value.parameter()) + ".values()";
        }
        if (operand instanceof Operand.Gradient gradient) {
            return parameters.field(gradient.parameter()) + ".gradient().data";
        }
        return ((Operand.Target) operand).classes() ? "labels" : "targets";
    }
}
