package dev.kiln.runtime.internal.panel;

/** The tiles with the Vector API, of a class that is loaded by name when this one is used. */
final class LoadedTiles {

    static final Tiles TILES = load();
    static final int LANES = TILES.lanes();

    private LoadedTiles() {}

    private static Tiles load() {
        // No module declaration can ask for the module without a warning of javac.
        ModuleLayer.boot()
                .findModule("jdk.incubator.vector")
                .ifPresent(LoadedTiles.class.getModule()::addReads);
        try {
            return Class.forName("dev.kiln.runtime.internal.panel.VectorTiles")
                    .asSubclass(Tiles.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the runtime lacks its tiles of vectors", e);
        }
    }
}
