package dev.kiln.runtime.internal.panel;

/** The tiles with the Vector API, of a class that is loaded when this one is used. */
final class LoadedTiles {

    static final Tiles TILES = load();
    static final int LANES = TILES.lanes();

    private LoadedTiles() {}

    private static Tiles load() {
        VectorModule.read();
        return new VectorTiles();
    }
}
