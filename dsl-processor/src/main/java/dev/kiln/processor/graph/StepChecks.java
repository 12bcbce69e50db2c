package dev.kiln.processor.graph;

import static dev.kiln.processor.graph.Verifier.require;

import dev.kiln.processor.graph.kernel.Argument;
import dev.kiln.processor.graph.kernel.Argument.Access;
import dev.kiln.processor.graph.kernel.Argument.Element;
import dev.kiln.processor.graph.kernel.ChannelSlice;
import dev.kiln.processor.graph.kernel.Kernel;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known of a program while its steps are checked one after the other. */
final class StepChecks {

    private final Set<Tensor> given;
    private final Set<Tensor> written = new HashSet<>();

    /** The channels that are there of tensors of which parts are written by different steps. */
    private final Map<Tensor, BitSet> parts = new HashMap<>();

    /** The names of what is there for the batch, or for each of its chunks. */
    private final Set<String> numbers = new HashSet<>();

    private final Map<String, Tensor> tensors = new HashMap<>();
    private final Map<String, Kernel> kernels = new HashMap<>();

    StepChecks(Set<Tensor> given) {
        this.given = given;
    }

    void check(Step step) {
        Kernel kernel = step.kernel();
        String name = kernel.name();
        String where = step.layer() + ": " + name;
        Kernel named = kernels.putIfAbsent(name, kernel);
        require(
                named == null || named.equals(kernel),
                where,
                () -> "is the name of two kernels: " + named + " and " + kernel);
        List<Argument> arguments = kernel.arguments();
        require(
                arguments.size() == step.operands().size(),
                where,
                () -> "takes " + arguments.size() + " arguments, not " + step.operands().size());
        require(
                named != null
                        || arguments.stream().map(Argument::name).distinct().count()
                                == arguments.size(),
                where,
                () -> "has two arguments of the same name");
        // A step reads before it writes, whatever the order of the arguments.
        for (int i = 0; i < arguments.size(); i++) {
            checkKind(kernel, arguments.get(i), step.operands().get(i), where);
            checkRead(kernel, arguments.get(i), step.operands().get(i), where);
        }
        for (int i = 0; i < arguments.size(); i++) {
            checkWrite(kernel, arguments.get(i), step.operands().get(i), where);
        }
    }

    private static Element element(Operand operand, boolean ofBatch) {
        if (operand instanceof Operand.Target target && target.classes()) {
            return Element.INT;
        }
        if (operand instanceof Operand.Chunkwise numbers) {
            return ofBatch
                    ? (numbers.doubles() ? Element.DOUBLES_OF_CHUNKS : Element.FLOATS_OF_CHUNKS)
                    : (numbers.doubles() ? Element.DOUBLE : Element.FLOAT);
        }
        return operand instanceof Operand.Losses ? Element.DOUBLE : Element.FLOAT;
    }

    private static void checkKind(Kernel kernel, Argument argument, Operand operand, String where) {
        require(
                !(kernel.joins() && operand instanceof Operand.Of),
                where,
                () -> "joins chunks, but gets " + operand);
        require(
                element(operand, kernel.joins()).equals(argument.element()),
                where,
                () -> "gets " + operand + " as " + argument);
        boolean moves = operand instanceof Operand.Value value && value.parameter().isStatistic();
        boolean constant =
                operand instanceof Operand.Target || (operand instanceof Operand.Value && !moves);
        require(
                !constant || argument.access() == Access.READ,
                where,
                () -> "would overwrite " + operand + " as " + argument);
        require(
                !(operand instanceof Operand.Gradient) || argument.access() != Access.READ,
                where,
                () -> "reads " + operand + " as " + argument);
    }

    private void checkRead(Kernel kernel, Argument argument, Operand operand, String where) {
        numbers(operand)
                .ifPresent(
                        name ->
                                require(
                                        argument.access() == Access.WRITE || numbers.contains(name),
                                        where,
                                        () ->
                                                "reads "
                                                        + operand
                                                        + " as "
                                                        + argument.name()
                                                        + " before it is written"));
        if (operand instanceof Operand.Of of) {
            Tensor tensor = of.tensor();
            Tensor known = tensors.putIfAbsent(tensor.name(), tensor);
            require(
                    known == null || known.equals(tensor),
                    where,
                    () -> "uses one name for two tensors: " + known + " and " + tensor);
            require(
                    argument.access() == Access.WRITE
                            || given.contains(tensor)
                            || written.contains(tensor)
                            || isWritten(tensor, part(kernel, argument)),
                    where,
                    () -> "reads " + tensor + " as " + argument.name() + " before it is written");
        }
    }

    private void checkWrite(Kernel kernel, Argument argument, Operand operand, String where) {
        Optional<String> name = numbers(operand);
        if (name.isPresent() && argument.access() == Access.WRITE) {
            require(numbers.add(name.get()), where, () -> "writes " + operand + " twice");
        }
        if (operand instanceof Operand.Of of && argument.access() != Access.READ) {
            Tensor tensor = of.tensor();
            require(
                    !given.contains(tensor),
                    where,
                    () -> "writes " + tensor + ", which is only given");
            Optional<ChannelSlice> part = part(kernel, argument);
            require(
                    part.isPresent()
                            ? writes(tensor, part.get())
                            : written.add(tensor) || argument.access() == Access.UPDATE,
                    where,
                    () -> "writes " + tensor + " a second time");
        }
    }

    private static Optional<String> numbers(Operand operand) {
        if (operand instanceof Operand.Batchwise numbers) {
            return Optional.of(numbers.name());
        }
        return operand instanceof Operand.Chunkwise numbers
                ? Optional.of(numbers.name())
                : Optional.empty();
    }

    /** The channels of an argument that is not all of its tensor. */
    private static Optional<ChannelSlice> part(Kernel kernel, Argument argument) {
        return kernel.slice(argument.name()).filter(p -> !p.isWhole());
    }

    private boolean isWritten(Tensor tensor, Optional<ChannelSlice> part) {
        BitSet channels = parts.getOrDefault(tensor, new BitSet());
        return part.isPresent()
                && channels.nextClearBit(part.get().from())
                        >= part.get().from() + part.get().channels();
    }

    /** Whether none of these channels was there; when all are there, so is the tensor. */
    private boolean writes(Tensor tensor, ChannelSlice part) {
        BitSet channels = parts.computeIfAbsent(tensor, t -> new BitSet());
        int end = part.from() + part.channels();
        int next = channels.nextSetBit(part.from());
        boolean free = part.total() == tensor.shape().channels() && (next < 0 || next >= end);
        channels.set(part.from(), end);
        if (channels.cardinality() == tensor.shape().channels()) {
            written.add(tensor);
        }
        return free;
    }
}
