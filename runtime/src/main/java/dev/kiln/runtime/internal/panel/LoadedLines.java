package dev.kiln.runtime.internal.panel;

/** The transforms with the Vector API, of a class that is loaded by name when this one is used. */
final class LoadedLines {

    static final WinogradLines LINES = ByName.load("VectorLines", WinogradLines.class);

    private LoadedLines() {}
}
