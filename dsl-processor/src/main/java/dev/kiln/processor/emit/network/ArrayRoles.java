package dev.kiln.processor.emit.network;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Argument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Contents of the arrays of samples while a layer's method reads and writes them. */
final class ArrayRoles {

    private ArrayRoles() {}

    /** Lines of javadoc: which tensors are read, and which are written, each with its array. */
    static String of(List<Step> steps, Function<Operand, String> arrays) {
        Map<Tensor, String> read = new LinkedHashMap<>();
        Map<Tensor, String> written = new LinkedHashMap<>();
        for (Step step : steps) {
            for (int i = 0; i < step.operands().size(); i++) {
                if (step.operands().get(i) instanceof Operand.Of of) {
                    String array = arrays.apply(of);
                    Argument.Access access = step.kernel().arguments().get(i).access();
                    if (access != Argument.Access.READ) {
                        written.put(of.tensor(), array);
                    } else if (!written.containsKey(of.tensor())) {
                        // Tensors that the method itself has written need no mention.
                        read.put(of.tensor(), array);
                    }
                }
            }
        }
        return line("Reads", read) + line("Writes", written);
    }

    private static String line(String verb, Map<Tensor, String> arrays) {
        return arrays.isEmpty()
                ? ""
                : arrays.entrySet().stream()
                        .map(e -> "{@code " + e.getValue() + "}, " + e.getKey())
                        .collect(Collectors.joining("; ", verb + " ", ".\n"));
    }
}
