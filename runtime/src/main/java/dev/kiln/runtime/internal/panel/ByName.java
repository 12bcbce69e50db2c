package dev.kiln.runtime.internal.panel;

/** Loads classes with the Vector API, which nothing may name where the module may be missing. */
final class ByName {

    private ByName() {}

    static <T> T load(String name, Class<T> type) {
        // No module declaration can ask for the module without a warning of javac.
        ModuleLayer.boot()
                .findModule("jdk.incubator.vector")
                .ifPresent(ByName.class.getModule()::addReads);
        try {
            return Class.forName(ByName.class.getPackageName() + "." + name)
                    .asSubclass(type)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the runtime lacks " + name, e);
        }
    }
}
