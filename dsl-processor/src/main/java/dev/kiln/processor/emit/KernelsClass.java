package dev.kiln.processor.emit;

import static dev.kiln.processor.emit.Modifiers.FINAL;
import static dev.kiln.processor.emit.Modifiers.PRIVATE;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.emit.plain.PlainEmitter;
import dev.kiln.processor.graph.kernel.Kernel;
import java.util.Set;

/** The class that holds the kernels of a model, each of them once. */
final class KernelsClass {

    private KernelsClass() {}

    static TypeSpec of(ClassName name, String model, Set<Kernel> kernels) {
        TypeSpec.Builder type =
                TypeSpec.classBuilder(name)
                        .addJavadoc(
                                "The loops of $L, specialised to its shapes. Arrays hold samples one"
                                        + " after the other, channels last.\n",
                                model)
                        .addModifiers(FINAL)
                        .addMethod(MethodSpec.constructorBuilder().addModifiers(PRIVATE).build());
        kernels.forEach(k -> type.addMethods(PlainEmitter.methods(k)));
        return type.build();
    }
}
