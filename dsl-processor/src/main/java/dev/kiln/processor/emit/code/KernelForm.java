package dev.kiln.processor.emit.code;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.graph.kernel.Kernel;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * One way of writing one kind of kernels: a row of the table of forms. Of those of a family that
 * exist for a kernel, the one with the least predicted cost is written.
 *
 * @param name short, for readers of a list of forms
 * @param kind class of the kernels
 * @param choice which kernels of this kind have the form, and at what price
 * @param writer the methods
 * @param memory what the methods work in
 * @param calls what a caller must know besides
 */
public record KernelForm<K extends Kernel>(
        Family family,
        String name,
        Class<K> kind,
        Choice<K> choice,
        Writer<K> writer,
        Memory<K> memory,
        Calls<K> calls) {

    /** Every kernel has a plain form; some have one with the Vector API besides. */
    public enum Family {
        PLAIN,
        VECTOR
    }

    /**
     * Which kernels have the form.
     *
     * @param cost predicted nanoseconds for a sample; 0 where nothing was measured, and then the
     *     first row of the table is taken
     */
    public record Choice<K>(Predicate<K> exists, ToDoubleFunction<K> cost) {}

    /**
     * Writer of the methods.
     *
     * @param followed empty where nothing can follow each sample
     */
    public record Writer<K>(OfParts<K> methods, Optional<Followed<K>> followed) {}

    /** Writes the method of a kernel, begun with its signature, and the private ones it calls. */
    @FunctionalInterface
    public interface Methods<K> {
        List<MethodSpec> of(K kernel, MethodSpec.Builder signature);
    }

    /** Writes them where they call the methods of the kernel's parts. */
    @FunctionalInterface
    public interface OfParts<K> {
        List<MethodSpec> of(
                K kernel, MethodSpec.Builder signature, Function<Kernel, KernelSignature> parts);
    }

    /** Writes them with code that follows each sample ({@code behind}) and all of them. */
    @FunctionalInterface
    public interface Followed<K> {
        List<MethodSpec> of(
                K kernel, MethodSpec.Builder signature, CodeBlock behind, CodeBlock end);
    }

    /**
     * Working memory.
     *
     * @param scratch floats
     * @param accumulators rows of sums
     */
    public record Memory<K>(ToIntFunction<K> scratch, Function<K, AccumulatorSize> accumulators) {}

    /**
     * Facts that a caller must know.
     *
     * @param rowsTogether rows of the result that are computed together: runs of rows that are cut
     *     begin at multiples of it
     * @param samples samples with which the methods do all that they are made of
     */
    public record Calls<K>(ToIntFunction<K> rowsTogether, ToIntFunction<K> samples) {}

    /** A form in plain Java, which exists for all kernels of the kind. */
    public static <K extends Kernel> KernelForm<K> plain(
            String name, Class<K> kind, Methods<K> methods) {
        return of(Family.PLAIN, name, kind, (k, signature, parts) -> methods.of(k, signature));
    }

    /** A form in plain Java that calls those of the kernel's parts. */
    public static <K extends Kernel> KernelForm<K> ofParts(
            String name, Class<K> kind, OfParts<K> methods) {
        return of(Family.PLAIN, name, kind, methods);
    }

    /** A form in plain Java whose methods are one body. */
    public static <K extends Kernel> KernelForm<K> body(
            String name, Class<K> kind, Function<K, CodeBlock> body) {
        return plain(name, kind, (k, s) -> List.of(s.addCode(body.apply(k)).build()));
    }

    /** A form with the Vector API, which exists for all kernels of the kind. */
    public static <K extends Kernel> KernelForm<K> vector(
            String name, Class<K> kind, Methods<K> methods) {
        return of(Family.VECTOR, name, kind, (k, signature, parts) -> methods.of(k, signature));
    }

    private static <K extends Kernel> KernelForm<K> of(
            Family family, String name, Class<K> kind, OfParts<K> methods) {
        return new KernelForm<>(
                family,
                name,
                kind,
                new Choice<>(k -> true, k -> 0),
                new Writer<>(methods, Optional.empty()),
                new Memory<>(Kernel::scratch, k -> AccumulatorSize.NONE),
                new Calls<>(k -> 1, k -> 1));
    }

    public KernelForm<K> where(Predicate<K> exists) {
        return with(new Choice<>(exists, choice.cost));
    }

    public KernelForm<K> cost(ToDoubleFunction<K> cost) {
        return with(new Choice<>(choice.exists, cost));
    }

    private KernelForm<K> with(Choice<K> other) {
        return new KernelForm<>(family, name, kind, other, writer, memory, calls);
    }

    public KernelForm<K> followed(Followed<K> followed) {
        Writer<K> both = new Writer<>(writer.methods, Optional.of(followed));
        return new KernelForm<>(family, name, kind, choice, both, memory, calls);
    }

    public KernelForm<K> scratch(ToIntFunction<K> scratch) {
        return with(new Memory<>(scratch, memory.accumulators));
    }

    public KernelForm<K> accumulators(Function<K, AccumulatorSize> accumulators) {
        return with(new Memory<>(memory.scratch, accumulators));
    }

    private KernelForm<K> with(Memory<K> other) {
        return new KernelForm<>(family, name, kind, choice, writer, other, calls);
    }

    public KernelForm<K> rowsTogether(ToIntFunction<K> rows) {
        return with(new Calls<>(rows, calls.samples));
    }

    public KernelForm<K> samples(ToIntFunction<K> samples) {
        return with(new Calls<>(calls.rowsTogether, samples));
    }

    private KernelForm<K> with(Calls<K> other) {
        return new KernelForm<>(family, name, kind, choice, writer, memory, other);
    }

    /** The form with its kernel, if it exists for that. */
    public Optional<Chosen<K>> of(Kernel kernel) {
        return Optional.of(kernel)
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(choice.exists)
                .map(k -> new Chosen<>(this, k));
    }

    /** A form and the kernel that is written in it. */
    public record Chosen<K extends Kernel>(KernelForm<K> form, K kernel) {

        public double cost() {
            return form.choice.cost.applyAsDouble(kernel);
        }

        public boolean canBeFollowed() {
            return form.writer.followed.isPresent();
        }

        /** {@code parts}: the signatures of what a kernel of parts calls. */
        public List<MethodSpec> methods(
                MethodSpec.Builder signature, Function<Kernel, KernelSignature> parts) {
            return form.writer.methods.of(kernel, signature, parts);
        }

        public List<MethodSpec> methods(
                MethodSpec.Builder signature, CodeBlock behind, CodeBlock end) {
            return form.writer.followed.orElseThrow().of(kernel, signature, behind, end);
        }

        public int scratch() {
            return form.memory.scratch.applyAsInt(kernel);
        }

        public AccumulatorSize accumulators() {
            return form.memory.accumulators.apply(kernel);
        }

        public int rowsTogether() {
            return form.calls.rowsTogether.applyAsInt(kernel);
        }

        public int samples() {
            return form.calls.samples.applyAsInt(kernel);
        }

        /** Whether samples lie in the lanes of a vector. */
        public boolean takesBatch() {
            return samples() > 1;
        }
    }
}
