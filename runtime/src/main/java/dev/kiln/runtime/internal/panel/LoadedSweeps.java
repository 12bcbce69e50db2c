package dev.kiln.runtime.internal.panel;

/** The sweeps with the Vector API, of a class that is loaded when this one is used. */
final class LoadedSweeps {

    static final Sweeps SWEEPS = load();
    static final ChannelSums SUMS = new VectorSums();
    static final int LANES = SWEEPS.lanes();

    private LoadedSweeps() {}

    private static Sweeps load() {
        VectorModule.read();
        return new VectorSweeps();
    }
}
