package dev.kiln.processor.emit.kernel;

import static dev.kiln.processor.emit.code.Modifiers.FINAL;
import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.PUBLIC;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;
import static dev.kiln.processor.emit.code.RuntimeTypes.VECTOR_KERNELS;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.emit.code.GeneratedNames;
import dev.kiln.processor.emit.code.KernelSignature;
import dev.kiln.processor.emit.kernel.panel.PanelForms;
import dev.kiln.processor.graph.kernel.Kernel;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The class that holds the kernels of a model, each of them once. */
public final class KernelsClass {

    private KernelsClass() {}

    /** {@code vectors}: those that have a vector form too, in the order of their numbers. */
    public static TypeSpec of(
            GeneratedNames names,
            String model,
            Set<Kernel> kernels,
            List<Kernel> vectors,
            KernelForms forms) {
        TypeSpec.Builder type =
                TypeSpec.classBuilder(names.kernels())
                        .addJavadoc(
                                "The loops of $L, specialized to its shapes. Arrays hold samples one"
                                        + " after the other, channels last.\n",
                                model)
                        .addModifiers(FINAL)
                        .addMethod(MethodSpec.constructorBuilder().addModifiers(PRIVATE).build());
        if (!vectors.isEmpty()) {
            type.addField(vectors(names, model, vectors.size()));
        }
        List<Kernel> written = kernels.stream().filter(k -> !forms.isRuntimeCall(k)).toList();
        checkNames(written);
        Map<Kernel, Integer> numbers = new HashMap<>();
        vectors.forEach(k -> numbers.put(k, numbers.size()));
        Set<FieldSpec> constants = new LinkedHashSet<>();
        for (Kernel kernel : written) {
            MethodSpec.Builder method = forms.plainSignature(kernel).method();
            Integer vector = numbers.get(kernel);
            if (vector != null) {
                method.addCode(vectorForm(names, forms.vectorSignature(kernel), vector));
            }
            if (forms.shared()) {
                SharedSweeps.prefix(kernel).ifPresent(method::addCode);
                SharedSweeps.constant(kernel).ifPresent(constants::add);
                SharedBatchNorm.constant(kernel).ifPresent(constants::add);
            }
            PanelForms.constants(kernel).forEach(constants::add);
            type.addMethods(forms.plainMethods(kernel, method));
        }
        constants.forEach(constant -> add(type, constant));
        return type.build();
    }

    /** Each is made by a method of its own, or the class would have one that is too long. */
    private static void add(TypeSpec.Builder type, FieldSpec constant) {
        String maker =
                "make"
                        + Character.toUpperCase(constant.name().charAt(0))
                        + constant.name().substring(1);
        type.addField(
                FieldSpec.builder(constant.type(), constant.name(), PRIVATE, STATIC, FINAL)
                        .initializer("$L()", maker)
                        .build());
        type.addMethod(
                MethodSpec.methodBuilder(maker)
                        .addJavadoc(constant.javadoc())
                        .addModifiers(PRIVATE, STATIC)
                        .returns(constant.type())
                        .addStatement("return $L", constant.initializer())
                        .build());
    }

    /** A method each: kernels that differ have names that differ. */
    private static void checkNames(List<Kernel> kernels) {
        Map<String, Kernel> named = new HashMap<>();
        for (Kernel kernel : kernels) {
            Kernel other = named.putIfAbsent(kernel.name(), kernel);
            if (other != null) {
                throw new IllegalStateException(
                        "both are called " + kernel.name() + ": " + other + " and " + kernel);
            }
        }
    }

    private static FieldSpec vectors(GeneratedNames names, String model, int count) {
        return FieldSpec.builder(VECTOR_KERNELS, "VECTORS", PRIVATE, STATIC, FINAL)
                .addJavadoc("Which kernels run as vectors by now.\n")
                .initializer("$T.of($S, $L, $L)", VECTOR_KERNELS, model, count, trials(names))
                .build();
    }

    /** A class, because to link a lambda takes longer than a first prediction. */
    private static TypeSpec trials(GeneratedNames names) {
        return TypeSpec.anonymousClassBuilder("")
                .addSuperinterface(VECTOR_KERNELS.nestedClass("Trials"))
                .addMethod(
                        MethodSpec.methodBuilder("of")
                                .addAnnotation(Override.class)
                                .addModifiers(PUBLIC)
                                .returns(Runnable.class)
                                .addParameter(int.class, "kernel")
                                .addParameter(boolean.class, "vector")
                                .addStatement(
                                        "return $T.trial(kernel, vector)", names.vectorKernels())
                                .build())
                .build();
    }

    /** The class of the vector forms is not touched before this call is reached. */
    private static CodeBlock vectorForm(GeneratedNames names, KernelSignature vector, int number) {
        return CodeBlock.builder()
                .beginControlFlow("if (VECTORS.on($L))", number)
                .addStatement(
                        "$T.$L($L)",
                        names.vectorKernels(),
                        vector.kernel().name(),
                        vector.arguments())
                .addStatement("return")
                .endControlFlow()
                .build();
    }
}
