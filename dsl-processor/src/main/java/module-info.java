/** The annotation processor. */
module dev.kiln.processor {
    requires dev.kiln;
    requires java.compiler;
    requires static jdk.compiler;
    requires com.palantir.javapoet;
    requires static com.google.auto.service;

    provides javax.annotation.processing.Processor with
            dev.kiln.processor.KilnProcessor;
}
