package dev.kiln.runtime.internal.panel;

/** The module of the Vector API. */
final class VectorModule {

    private VectorModule() {}

    /**
     * Lets the runtime read the module, which may be missing. No module declaration can ask for it
     * without a warning of javac.
     */
    static void read() {
        ModuleLayer.boot()
                .findModule("jdk.incubator.vector")
                .ifPresent(VectorModule.class.getModule()::addReads);
    }
}
