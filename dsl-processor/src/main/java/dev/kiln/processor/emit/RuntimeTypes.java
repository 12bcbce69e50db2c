package dev.kiln.processor.emit;

import com.palantir.javapoet.ClassName;

/** The types of the runtime and of EJML that generated code names. */
public final class RuntimeTypes {

    private static final String RUNTIME = "dev.kiln.runtime";

    static final ClassName NETWORK = ClassName.get(RUNTIME, "Network");
    static final ClassName PREDICTOR = ClassName.get(RUNTIME, "Predictor");
    static final ClassName PREDICTOR_CONTEXT = PREDICTOR.nestedClass("Context");
    static final ClassName CLASSIFIER = ClassName.get(RUNTIME, "Classifier");
    static final ClassName PARAMETER = ClassName.get(RUNTIME, "Parameter");
    static final ClassName INITIALIZER = ClassName.get(RUNTIME, "Initializer");
    static final ClassName SHAPE = ClassName.get(RUNTIME, "Shape");
    static final ClassName TARGET = ClassName.get(RUNTIME, "Target");
    static final ClassName WEIGHT_CHECK = ClassName.get(RUNTIME + ".weights", "WeightCheck");
    static final ClassName FOLDING = ClassName.get(RUNTIME + ".internal.kernel", "Folding");
    public static final ClassName MATRICES =
            ClassName.get(RUNTIME + ".internal.kernel", "Matrices");
    static final ClassName ACCUMULATOR_ROWS =
            ClassName.get(RUNTIME + ".internal.kernel", "AccumulatorRows");
    static final ClassName VECTOR_KERNELS =
            ClassName.get(RUNTIME + ".internal.kernel", "VectorKernels");
    static final ClassName WORKER_TEAM =
            ClassName.get(RUNTIME + ".internal.parallel", "WorkerTeam");
    static final ClassName CHUNK_GRADIENTS =
            ClassName.get(RUNTIME + ".internal.parallel", "ChunkGradients");
    static final ClassName CHUNK_TASK = ClassName.get(RUNTIME + ".internal.parallel", "ChunkTask");
    static final ClassName MATRIX = ClassName.get("org.ejml.data", "FMatrixRMaj");

    private RuntimeTypes() {}
}
