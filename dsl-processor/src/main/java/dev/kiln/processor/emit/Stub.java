package dev.kiln.processor.emit;

import static dev.kiln.processor.emit.code.Modifiers.FINAL;
import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.PROTECTED;
import static dev.kiln.processor.emit.code.Modifiers.PUBLIC;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;
import static dev.kiln.processor.emit.code.RuntimeTypes.CLASSIFIER;
import static dev.kiln.processor.emit.code.RuntimeTypes.MATRIX;
import static dev.kiln.processor.emit.code.RuntimeTypes.NETWORK;
import static dev.kiln.processor.emit.code.RuntimeTypes.PARAMETER;
import static dev.kiln.processor.emit.code.RuntimeTypes.PREDICTOR_CONTEXT;
import static dev.kiln.processor.emit.code.RuntimeTypes.TARGET;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.emit.code.GeneratedNames;
import dev.kiln.processor.emit.network.Frame;
import dev.kiln.processor.graph.ModelInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * The API of a model that is in error, without a body, so that the code that uses the model still
 * compiles and the real error does not drown in "cannot find symbol".
 */
public final class Stub {

    private Stub() {}

    /**
     * Network and predictor; the predictor is a classifier, whose API contains that of the others.
     */
    public static List<GeneratedFile> sources(ModelInfo info) {
        GeneratedNames names = GeneratedNames.of(info);
        return List.of(
                SourceGenerator.file(info, network(info, names)),
                SourceGenerator.file(info, predictor(names)));
    }

    private static TypeSpec network(ModelInfo info, GeneratedNames names) {
        TypeSpec.Builder type =
                frame(names.network(), NETWORK)
                        .addMethod(factory(names.network(), "initialize", TypeName.LONG, "seed"))
                        .addMethod(reading(names.network(), ClassName.get(Path.class), "file"))
                        .addMethod(predict())
                        .addMethod(loss("loss"))
                        .addMethod(loss("lossWithGradients"))
                        .addMethod(
                                Frame.override(
                                                "parameters",
                                                ParameterizedTypeName.get(
                                                        ClassName.get(List.class), PARAMETER))
                                        .addCode(failure())
                                        .build())
                        .addMethod(
                                Frame.override("summary", ClassName.get(String.class))
                                        .addCode(failure())
                                        .build());
        if (info.inputGradient()) {
            type.addMethod(Frame.override("inputGradient", MATRIX).addCode(failure()).build());
        }
        return type.build();
    }

    private static TypeSpec predictor(GeneratedNames names) {
        return frame(names.predictor(), CLASSIFIER)
                .addMethod(reading(names.predictor(), ClassName.get(Path.class), "file"))
                .addMethod(reading(names.predictor(), ClassName.get(InputStream.class), "stream"))
                .addMethod(factory(names.predictor(), "of", names.network(), "network"))
                .addMethod(predict())
                .addMethod(
                        MethodSpec.methodBuilder("newContext")
                                .addAnnotation(Override.class)
                                .addModifiers(PROTECTED)
                                .returns(PREDICTOR_CONTEXT)
                                .addCode(failure())
                                .build())
                .build();
    }

    private static TypeSpec.Builder frame(ClassName name, ClassName superclass) {
        return TypeSpec.classBuilder(name)
                .addJavadoc("Stands in for the generated class: the model is in error.\n")
                .addModifiers(PUBLIC, FINAL)
                .superclass(superclass)
                .addMethod(
                        MethodSpec.constructorBuilder()
                                .addModifiers(PRIVATE)
                                .addStatement("super(null, null, null, null, null)")
                                .build());
    }

    private static MethodSpec factory(
            ClassName type, String name, TypeName argumentType, String argument) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(PUBLIC, STATIC)
                .returns(type)
                .addParameter(argumentType, argument)
                .addCode(failure())
                .build();
    }

    private static MethodSpec reading(ClassName type, TypeName source, String argument) {
        return factory(type, "load", source, argument).toBuilder()
                .addException(IOException.class)
                .build();
    }

    private static MethodSpec predict() {
        return Frame.override("predict", MATRIX)
                .addParameter(MATRIX, "batch")
                .addParameter(MATRIX, "output")
                .addCode(failure())
                .build();
    }

    private static MethodSpec loss(String name) {
        return Frame.override(name, TypeName.DOUBLE)
                .addParameter(MATRIX, "batch")
                .addParameter(TARGET, "target")
                .addCode(failure())
                .build();
    }

    private static CodeBlock failure() {
        return CodeBlock.builder()
                .addStatement(
                        "throw new $T($S)", IllegalStateException.class, "the model is in error")
                .build();
    }
}
