package dev.kiln.processor.emit.kernel;

import static dev.kiln.processor.emit.code.Modifiers.FINAL;
import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.emit.code.GeneratedNames;
import dev.kiln.processor.emit.code.KernelForm.Chosen;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.code.RegisterTranspose;
import dev.kiln.processor.emit.code.VectorFunctions;
import dev.kiln.processor.emit.kernel.conv.TapLanes;
import dev.kiln.processor.emit.kernel.elementwise.VectorDropout;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.kernel.Dropout;
import dev.kiln.processor.graph.kernel.Kernel;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The class that holds the vector forms of kernels. It is loaded only where the Vector API is there
 * at run time.
 */
public final class VectorKernelsClass {

    private VectorKernelsClass() {}

    /**
     * {@code steps}: for each kernel with a vector form a step that calls it, from which the sizes
     * of its arrays follow.
     */
    public static TypeSpec of(
            GeneratedNames names, String model, List<Step> steps, KernelForms forms) {
        TypeSpec.Builder type =
                TypeSpec.classBuilder(names.vectorKernels())
                        .addJavadoc(
                                "The loops of $L as vectors, to the same bits as {@link $T}.\n",
                                model,
                                names.kernels())
                        .addModifiers(FINAL)
                        .addMethod(MethodSpec.constructorBuilder().addModifiers(PRIVATE).build());
        addKernels(type, steps.stream().map(Step::kernel).toList(), forms);
        VectorTrials.addTo(type, names, steps, forms);
        return type.build();
    }

    /** The vector forms of kernels, and the constants and the static block that they need. */
    public static void addKernels(
            TypeSpec.Builder type, List<? extends Kernel> kernels, KernelForms forms) {
        Lanes.addTo(type);
        if (kernels.stream().flatMap(k -> forms.vector(k).stream()).anyMatch(Chosen::takesBatch)) {
            RegisterTranspose.addFields(type);
        }
        TapLanes.addFields(type, kernels);
        boolean dropout = kernels.stream().anyMatch(Dropout.class::isInstance);
        if (dropout) {
            VectorDropout.addFields(type);
        }
        // Two kernels may share a tile, such as a convolution with and without statistics.
        Map<String, MethodSpec> methods = new LinkedHashMap<>();
        kernels.stream()
                .flatMap(k -> forms.vectorMethods(k).stream())
                .forEach(
                        m ->
                                methods.merge(
                                        m.name() + m.parameters(), m, VectorKernelsClass::shared));
        type.addMethods(methods.values());
        FirstUses.addTo(type, dropout || ints(methods.values()), dropout);
    }

    private static boolean ints(Collection<MethodSpec> methods) {
        return methods.stream().anyMatch(m -> m.name().equals(VectorFunctions.POWER));
    }

    private static MethodSpec shared(MethodSpec method, MethodSpec other) {
        if (!method.equals(other)) {
            throw new IllegalStateException("both are called " + method.name());
        }
        return method;
    }
}
