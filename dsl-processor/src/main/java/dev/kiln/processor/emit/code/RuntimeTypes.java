package dev.kiln.processor.emit.code;

import com.palantir.javapoet.ClassName;

/** The types of the runtime and of EJML that generated code names. */
public final class RuntimeTypes {

    private static final String RUNTIME = "dev.kiln.runtime";

    public static final ClassName NETWORK = ClassName.get(RUNTIME, "Network");
    public static final ClassName PREDICTOR = ClassName.get(RUNTIME, "Predictor");
    public static final ClassName PREDICTOR_CONTEXT = PREDICTOR.nestedClass("Context");
    public static final ClassName CLASSIFIER = ClassName.get(RUNTIME, "Classifier");
    public static final ClassName PARAMETER = ClassName.get(RUNTIME, "Parameter");
    public static final ClassName INITIALIZER = ClassName.get(RUNTIME, "Initializer");
    public static final ClassName SHAPE = ClassName.get(RUNTIME, "Shape");
    public static final ClassName TARGET = ClassName.get(RUNTIME, "Target");
    public static final ClassName WEIGHT_CHECK = ClassName.get(RUNTIME + ".weights", "WeightCheck");
    public static final ClassName FOLDING = ClassName.get(RUNTIME + ".internal.kernel", "Folding");
    public static final ClassName MATRICES =
            ClassName.get(RUNTIME + ".internal.kernel", "Matrices");
    public static final ClassName ACCUMULATOR_ROWS =
            ClassName.get(RUNTIME + ".internal.kernel", "AccumulatorRows");
    public static final ClassName VECTOR_KERNELS =
            ClassName.get(RUNTIME + ".internal.kernel", "VectorKernels");
    public static final ClassName NORMALIZED_BATCH =
            ClassName.get(RUNTIME + ".internal.kernel", "NormalizedBatch");
    private static final String PANEL = RUNTIME + ".internal.panel";
    public static final ClassName PANELS = ClassName.get(PANEL, "Panels");
    public static final ClassName PRODUCT = ClassName.get(PANEL, "Product");
    public static final ClassName PRODUCTS = ClassName.get(PANEL, "Products");
    public static final ClassName PATCHES = ClassName.get(PANEL, "Patches");
    public static final ClassName MAPS = ClassName.get(PANEL, "Maps");
    public static final ClassName MAX_POOL = ClassName.get(PANEL, "MaxPool");
    public static final ClassName DEPTHWISE = ClassName.get(PANEL, "Depthwise");
    public static final ClassName DEPTHWISE_GRADIENT = ClassName.get(PANEL, "DepthwiseGradient");
    public static final ClassName BATCH_NORM = ClassName.get(PANEL, "BatchNorm");
    public static final ClassName WINOGRAD_PANELS = ClassName.get(PANEL, "WinogradPanels");
    public static final ClassName WINOGRAD_PRODUCT = ClassName.get(PANEL, "WinogradProduct");
    public static final ClassName WEIGHT_GRADIENTS = ClassName.get(PANEL, "WeightGradients");
    public static final ClassName WORKER_TEAM =
            ClassName.get(RUNTIME + ".internal.parallel", "WorkerTeam");
    public static final ClassName CHUNK_GRADIENTS =
            ClassName.get(RUNTIME + ".internal.parallel", "ChunkGradients");
    public static final ClassName CHUNK_TASK =
            ClassName.get(RUNTIME + ".internal.parallel", "ChunkTask");
    public static final ClassName MATRIX = ClassName.get("org.ejml.data", "FMatrixRMaj");

    private RuntimeTypes() {}
}
