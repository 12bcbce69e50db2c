package dev.kiln.processor.emit.kernel;

import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.graph.kernel.Kernel;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * How one kind of kernels is written with vectors.
 *
 * @param exists whether a kernel of this kind has a vector form
 * @param methods its method, begun with the signature, and the private ones it is made of
 * @param scratch floats of working memory that it needs
 */
public record VectorForm<K extends Kernel>(
        Class<K> kind,
        Predicate<K> exists,
        BiFunction<K, MethodSpec.Builder, List<MethodSpec>> methods,
        ToIntFunction<K> scratch) {

    /** A form that needs as much working memory as the plain one. */
    VectorForm(
            Class<K> kind,
            Predicate<K> exists,
            BiFunction<K, MethodSpec.Builder, List<MethodSpec>> methods) {
        this(kind, exists, methods, Kernel::scratch);
    }

    boolean exists(Kernel kernel) {
        return exists.test(kind.cast(kernel));
    }

    List<MethodSpec> methods(Kernel kernel, MethodSpec.Builder signature) {
        return methods.apply(kind.cast(kernel), signature);
    }

    int scratch(Kernel kernel) {
        return scratch.applyAsInt(kind.cast(kernel));
    }
}
