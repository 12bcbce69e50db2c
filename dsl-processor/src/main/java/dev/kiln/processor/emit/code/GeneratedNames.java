package dev.kiln.processor.emit.code;

import com.palantir.javapoet.ClassName;
import dev.kiln.processor.graph.ModelInfo;

/** The classes that are generated for a model. */
public record GeneratedNames(
        ClassName network, ClassName predictor, ClassName kernels, ClassName vectorKernels) {

    public static GeneratedNames of(ModelInfo info) {
        return new GeneratedNames(
                ClassName.get(info.packageName(), info.name() + "Network"),
                ClassName.get(info.packageName(), info.name() + "Predictor"),
                ClassName.get(info.packageName(), info.name() + "Kernels"),
                ClassName.get(info.packageName(), info.name() + "VectorKernels"));
    }
}
