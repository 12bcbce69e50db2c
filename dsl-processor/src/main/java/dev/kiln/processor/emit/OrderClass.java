package dev.kiln.processor.emit;

import static dev.kiln.processor.emit.code.Modifiers.FINAL;
import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.graph.ModelInfo;

/** The class beside a block that records the order of its fields, for users in other jars. */
public final class OrderClass {

    private OrderClass() {}

    /** {@code fields}: the names with spaces between them. */
    public static GeneratedFile of(ModelInfo block, String suffix, String constant, String fields) {
        return SourceGenerator.file(
                block,
                TypeSpec.classBuilder(block.name() + suffix)
                        .addJavadoc(
                                "The fields of $L in the order of declaration, which some compilers don't keep.\n",
                                block.name())
                        .addModifiers(FINAL)
                        .addField(
                                FieldSpec.builder(String.class, constant, STATIC, FINAL)
                                        .initializer("$S", fields)
                                        .build())
                        .addMethod(MethodSpec.constructorBuilder().addModifiers(PRIVATE).build())
                        .build());
    }
}
