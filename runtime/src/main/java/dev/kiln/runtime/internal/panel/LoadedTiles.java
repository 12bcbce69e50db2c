package dev.kiln.runtime.internal.panel;

/** The tiles with the Vector API, of a class that is loaded by name when this one is used. */
final class LoadedTiles {

    static final Tiles TILES = ByName.load("VectorTiles", Tiles.class);
    static final int LANES = TILES.lanes();

    private LoadedTiles() {}
}
