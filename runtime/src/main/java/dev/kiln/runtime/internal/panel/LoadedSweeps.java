package dev.kiln.runtime.internal.panel;

/** The sweeps with the Vector API, of a class that is loaded by name when this one is used. */
final class LoadedSweeps {

    static final Sweeps SWEEPS = ByName.load("VectorSweeps", Sweeps.class);
    static final int LANES = SWEEPS.lanes();

    private LoadedSweeps() {}
}
