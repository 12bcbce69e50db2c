/**
 * The runtime of generated networks and predictors, and training.
 *
 * <p>Training takes matrices of EJML, whose jars are automatic modules: an application that trains
 * requires {@code ejml.core} too. One that only predicts from arrays does not need it at run time.
 * Reading images needs {@code java.desktop}.
 */
@SuppressWarnings("module") // pictures are compiled later
module dev.kiln.runtime {
    requires static transitive ejml.core;
    requires static transitive java.desktop;

    exports dev.kiln.runtime;
    exports dev.kiln.runtime.data;
    exports dev.kiln.runtime.train;
    exports dev.kiln.runtime.weights;

    uses dev.kiln.runtime.train.TrainingReport;

    exports dev.kiln.runtime.internal.io to
            dev.kiln.pictures;

    // For generated code only, which lives in modules of any name: promised to nobody.
    exports dev.kiln.runtime.internal.kernel;
    exports dev.kiln.runtime.internal.panel;
    exports dev.kiln.runtime.internal.parallel;
}
