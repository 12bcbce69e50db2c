/**
 * The runtime of generated networks and predictors, and training.
 *
 * <p>Training takes matrices of EJML, whose jars are automatic modules: an application that trains
 * requires {@code ejml.core} too. One that only predicts from arrays does not need it at run time.
 * Reading images needs {@code java.desktop}.
 */
module dev.kiln.runtime {
    requires static transitive ejml.core;
    requires static transitive java.desktop;

    exports dev.kiln.runtime;
    exports dev.kiln.runtime.data;
    exports dev.kiln.runtime.train;
    exports dev.kiln.runtime.weights;

    // For generated code only; these may change with any version.
    exports dev.kiln.runtime.io;
    exports dev.kiln.runtime.kernel;
    exports dev.kiln.runtime.parallel;
}
