package dev.kiln.processor.emit.network;

import static dev.kiln.processor.emit.code.Modifiers.PUBLIC;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;
import static dev.kiln.processor.emit.code.RuntimeTypes.WEIGHT_CHECK;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.io.IOException;

/**
 * Methods that make an object with weights from somewhere.
 *
 * @param result the class, with a constructor without arguments and methods {@code read}
 * @param variable what the object is called
 * @param further arguments of {@code read} behind the source
 * @param finish what is done with the object at last
 */
public record LoadMethods(ClassName result, String variable, String further, CodeBlock finish) {

    /**
     * Adds one that takes sound weights only, and one that is told what it takes.
     *
     * @param what the object is, a sentence
     * @param failure when it throws
     */
    void addTo(
            TypeSpec.Builder type, String what, String failure, TypeName source, String argument) {
        String end = "\n\n@throws IOException if " + failure + "\n";
        type.addMethod(
                method(what + end, source, argument)
                        .addStatement("$L.read($L$L)", variable, argument, further)
                        .addCode(finish)
                        .addStatement("return $L", variable)
                        .build());
        type.addMethod(
                method(
                                what
                                        + "\n\n@param check which numbers are allowed"
                                        + end.substring(1),
                                source,
                                argument)
                        .addParameter(WEIGHT_CHECK, "check")
                        .addStatement("$L.read($L$L, check)", variable, argument, further)
                        .addCode(finish)
                        .addStatement("return $L", variable)
                        .build());
    }

    private MethodSpec.Builder method(String javadoc, TypeName source, String argument) {
        return MethodSpec.methodBuilder("load")
                .addJavadoc("$L", javadoc)
                .addModifiers(PUBLIC, STATIC)
                .returns(result)
                .addParameter(source, argument)
                .addException(IOException.class)
                .addStatement("$1T $2L = new $1T()", result, variable);
    }
}
