package dev.kiln.processor.emit.network;

import static dev.kiln.processor.emit.code.Modifiers.PROTECTED;
import static dev.kiln.processor.emit.code.Modifiers.PUBLIC;
import static dev.kiln.processor.emit.code.RuntimeTypes.MATRIX;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.operation.Graph;

/**
 * The public {@code predict}, the same in network and predictor but for what fills {@code result},
 * and what else gives outputs.
 */
public final class PredictMethod {

    private PredictMethod() {}

    static MethodSpec of(Graph graph, CodeBlock fill) {
        return of(MethodSpec.methodBuilder("predict").addModifiers(PUBLIC), graph, fill);
    }

    /** The {@code trainingOutput} of a network. */
    static MethodSpec ofTraining(Graph graph, CodeBlock fill) {
        return of(MethodSpec.methodBuilder("trainingOutput").addModifiers(PROTECTED), graph, fill);
    }

    private static MethodSpec of(MethodSpec.Builder method, Graph graph, CodeBlock fill) {
        int size = graph.logits().shape().size();
        return method.addAnnotation(Override.class)
                .returns(MATRIX)
                .addParameter(MATRIX, "batch")
                .addParameter(MATRIX, "output")
                .addStatement("int samples = samples(batch, output)")
                .addStatement(
                        "$1T result = output == null ? new $1T(samples, $2L) : output",
                        MATRIX,
                        size)
                .addStatement("result.reshape(samples, $L)", size)
                .addCode(fill)
                .addStatement("return result")
                .build();
    }
}
