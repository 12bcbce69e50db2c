package dev.kiln.runtime.internal.panel;

/** The transforms with the Vector API, of a class that is loaded when this one is used. */
final class LoadedLines {

    static final WinogradLines LINES = load();

    private LoadedLines() {}

    private static WinogradLines load() {
        VectorModule.read();
        return new VectorLines();
    }
}
