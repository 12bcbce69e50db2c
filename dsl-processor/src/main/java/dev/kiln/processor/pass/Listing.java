package dev.kiln.processor.pass;

import static java.util.stream.Collectors.joining;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Program;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.operation.Operation;
import dev.kiln.processor.pass.memory.BufferAssignment;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Graphs, programs and buffers in lines that people read. */
final class Listing {

    private Listing() {}

    /** A line for each operation: layer, description, inputs and output; then what is folded. */
    static String of(FoldedGraph folded) {
        return lines(folded.graph().operations(), Listing::line)
                + lines(
                        folded.foldings(),
                        f -> f.scale().name() + ": folded into " + f.weight().name());
    }

    /** A line for each step: layer, kernel, and each argument with what is passed. */
    static String of(Program program) {
        return lines(program.preparation(), s -> line(s) + ", once")
                + lines(program.steps(), Listing::line);
    }

    /** A line for each buffer: floats for a sample, and the tensors that it holds in turn. */
    static String of(BufferAssignment buffers) {
        return lines(
                buffers.buffers(),
                b ->
                        "%d: %d floats%s: %s"
                                .formatted(
                                        b.index(),
                                        b.size(),
                                        b.local() ? " of a thread" : "",
                                        join(b.tensors(), Tensor::toString)));
    }

    private static String line(Operation operation) {
        return "%s: %s (%s) -> %s"
                .formatted(
                        operation.layer(),
                        operation.description(),
                        join(operation.inputs(), Tensor::toString),
                        operation.output());
    }

    private static String line(Step step) {
        List<Integer> places = IntStream.range(0, step.operands().size()).boxed().toList();
        return "%s: %s(%s)"
                .formatted(
                        step.layer(),
                        step.kernel().name(),
                        join(
                                places,
                                i ->
                                        step.kernel().arguments().get(i).name()
                                                + " = "
                                                + text(step.operands().get(i))));
    }

    private static String text(Operand operand) {
        if (operand instanceof Operand.Of of) {
            return of.tensor().toString();
        }
        if (operand instanceof Operand.Value value) {
            return value.parameter().name() + " " + value.parameter().size();
        }
        if (operand instanceof Operand.Gradient gradient) {
            return "gradient of " + gradient.parameter().name() + " " + gradient.parameter().size();
        }
        if (operand instanceof Operand.Batchwise batchwise) {
            return batchwise.name() + " " + batchwise.size();
        }
        if (operand instanceof Operand.Chunkwise chunkwise) {
            return chunkwise.name() + " " + chunkwise.size();
        }
        return operand instanceof Operand.Target ? "target" : "losses";
    }

    private static <T> String lines(Collection<T> all, Function<T, String> line) {
        return all.stream().map(x -> "  " + line.apply(x) + "\n").collect(joining());
    }

    private static <T> String join(Collection<T> all, Function<T, String> text) {
        return all.stream().map(text).collect(joining(", "));
    }
}
