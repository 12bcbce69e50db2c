package dev.kiln.processor.emit.kernel;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.AccumulatorSize;
import dev.kiln.processor.emit.code.KernelForm;
import dev.kiln.processor.emit.code.KernelForm.Chosen;
import dev.kiln.processor.emit.code.KernelForm.Family;
import dev.kiln.processor.emit.code.KernelSignature;
import dev.kiln.processor.emit.kernel.conv.ConvolutionForms;
import dev.kiln.processor.emit.kernel.dense.DenseForms;
import dev.kiln.processor.emit.kernel.elementwise.ElementwiseForms;
import dev.kiln.processor.emit.kernel.loss.LossForms;
import dev.kiln.processor.emit.kernel.norm.NormalizationForms;
import dev.kiln.processor.emit.kernel.panel.PanelForms;
import dev.kiln.processor.emit.kernel.pool.PoolForms;
import dev.kiln.processor.emit.kernel.winograd.WinogradForms;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.LinearWithStatistics;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The table of kernel forms, and which form each kernel of a compilation takes. All forms of a
 * kernel give the same bits: each sum is the same chain of operations.
 *
 * @param vectors whether the compilation sees the Vector API, so that there is a second form
 * @param shared whether the micro-kernels of the runtime are the only vectors: in large networks,
 *     for which C2 would have too many second forms to compile
 */
public record KernelForms(boolean vectors, boolean shared) {

    /** Those of small networks. */
    public KernelForms(boolean vectors) {
        this(vectors, false);
    }

    /** All forms by the kind of their kernels; of forms that cost as much the first is taken. */
    private static final Map<Class<?>, List<KernelForm<?>>> TABLE = table();

    private static Map<Class<?>, List<KernelForm<?>>> table() {
        Map<Class<?>, List<KernelForm<?>>> table = new LinkedHashMap<>();
        Stream.of(
                        ConvolutionForms.ROWS,
                        PanelForms.ROWS,
                        WinogradForms.ROWS,
                        DenseForms.ROWS,
                        PoolForms.ROWS,
                        NormalizationForms.ROWS,
                        LossForms.ROWS,
                        ElementwiseForms.ROWS,
                        CompositeForms.ROWS)
                .flatMap(List::stream)
                .forEach(
                        form ->
                                table.merge(
                                        form.kind(),
                                        List.of(form),
                                        (a, b) -> Stream.of(a, b).flatMap(List::stream).toList()));
        return table;
    }

    /** The forms of a kernel, whatever they cost, in the order of the table. */
    public static List<? extends Chosen<?>> all(Family family, Kernel kernel) {
        return TABLE.getOrDefault(kernel.getClass(), List.of()).stream()
                .filter(f -> f.family() == family)
                .flatMap(f -> f.of(kernel).stream())
                .toList();
    }

    /** The cheapest form of a kernel. */
    public static Optional<Chosen<?>> cheapest(Family family, Kernel kernel) {
        return cheapest(family, kernel, c -> true);
    }

    /** The cheapest of those that something can follow sample by sample. */
    public static Optional<Chosen<?>> cheapestFollowed(Family family, Kernel kernel) {
        return cheapest(family, kernel, Chosen::canBeFollowed);
    }

    private static Optional<Chosen<?>> cheapest(
            Family family, Kernel kernel, Predicate<Chosen<?>> eligible) {
        Comparator<Chosen<?>> byCost = Comparator.comparingDouble(Chosen::cost);
        Stream<Chosen<?>> forms = all(family, kernel).stream().map(c -> c);
        return forms.filter(eligible).min(byCost);
    }

    public static Chosen<?> plain(Kernel kernel) {
        return cheapest(Family.PLAIN, kernel)
                .orElseThrow(() -> new IllegalStateException("no plain form of " + kernel));
    }

    /** Whether a kernel can be written with the Vector API. */
    public static boolean hasVectorForm(Kernel kernel) {
        return cheapest(Family.VECTOR, kernel).isPresent();
    }

    /** Empty where the kernel has no vector form, or the compilation does not see the module. */
    public Optional<Chosen<?>> vector(Kernel kernel) {
        return vectors && !shared ? cheapest(Family.VECTOR, kernel) : Optional.empty();
    }

    /** Floats of working memory that every form of a kernel finds enough. */
    public int scratch(Kernel kernel) {
        if (isRuntimeCall(kernel)) {
            return RuntimeCalls.scratch(kernel);
        }
        if (shared && kernel instanceof LinearWithStatistics k) {
            return SharedBatchNorm.scratch(k);
        }
        if (shared && SharedSweeps.isWhole(kernel)) {
            return SharedSweeps.scratch(kernel);
        }
        int own = Math.max(plain(kernel).scratch(), vector(kernel).map(Chosen::scratch).orElse(0));
        if (shared) {
            own = Math.max(own, SharedSweeps.scratch(kernel));
        }
        return Math.max(own, kernel.parts().stream().mapToInt(this::scratch).max().orElse(0));
    }

    /** The rows of sums that the plain form of a kernel needs. */
    public AccumulatorSize accumulators(Kernel kernel) {
        if (isRuntimeCall(kernel)) {
            return RuntimeCalls.needsRows(kernel) ? PanelForms.ROWS_OF_SUMS : AccumulatorSize.NONE;
        }
        Kernel linear = kernel instanceof LinearWithStatistics k ? k.linear() : kernel;
        return shared && SharedSweeps.isWhole(linear)
                ? PanelForms.ROWS_OF_SUMS
                : plain(kernel).accumulators();
    }

    /** Whether a kernel has no method, because it is one call of the runtime. */
    public boolean isRuntimeCall(Kernel kernel) {
        return shared && RuntimeCalls.serve(kernel);
    }

    /**
     * A call of a kernel.
     *
     * @param value what is passed for a parameter
     */
    public CodeBlock call(
            ClassName kernels, Kernel kernel, Function<KernelSignature.Parameter, String> value) {
        KernelSignature signature = plainSignature(kernel);
        if (!isRuntimeCall(kernel)) {
            return CodeBlock.of("$T.$L($L)", kernels, kernel.name(), signature.arguments(value));
        }
        Map<String, String> values = new HashMap<>();
        signature.parameters().forEach(p -> values.put(p.name(), value.apply(p)));
        return RuntimeCalls.of(kernel, values::get).orElseThrow();
    }

    /** The parameters of the plain form. */
    public KernelSignature plainSignature(Kernel kernel) {
        return new KernelSignature(kernel, scratch(kernel) > 0, !accumulators(kernel).isNone());
    }

    /** The plain form, begun with its signature. */
    public List<MethodSpec> plainMethods(Kernel kernel, MethodSpec.Builder begun) {
        if (shared && kernel instanceof LinearWithStatistics k) {
            return SharedBatchNorm.methods(k, begun);
        }
        return shared && SharedSweeps.isWhole(kernel)
                ? List.of(SharedSweeps.method(kernel, begun))
                : plain(kernel).methods(begun, this::plainSignature);
    }

    /** The vector form of a kernel that has one. */
    public List<MethodSpec> vectorMethods(Kernel kernel) {
        return vector(kernel)
                .orElseThrow(() -> new IllegalArgumentException("no vector form of " + kernel))
                .methods(vectorSignature(kernel).method(), this::vectorSignature);
    }

    /** The parameters of the vector form. */
    public KernelSignature vectorSignature(Kernel kernel) {
        return new KernelSignature(kernel, scratch(kernel) > 0, false);
    }

    /** The working memory of a thread that a kernel needs, by its name in generated code. */
    public Map<String, Class<?>> memory(Kernel kernel) {
        Map<String, Class<?>> memory = new LinkedHashMap<>();
        if (scratch(kernel) > 0) {
            memory.put("scratch", float[].class);
        }
        if (!accumulators(kernel).isNone()) {
            memory.put("rowsOfSums", float[][].class);
        }
        return memory;
    }

    /** The working memory that several steps need. */
    public Map<String, Class<?>> memory(Collection<Step> steps) {
        Map<String, Class<?>> memory = new LinkedHashMap<>();
        steps.forEach(s -> memory.putAll(memory(s.kernel())));
        return memory;
    }

    /** Rows of a kernel's result that all its forms compute together. */
    public int rowsTogether(Kernel kernel) {
        return vector(kernel).map(Chosen::rowsTogether).orElse(1);
    }
}
