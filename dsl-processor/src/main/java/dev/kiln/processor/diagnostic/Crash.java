package dev.kiln.processor.diagnostic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A defect of the processor itself, as a diagnostic: no exception ever reaches javac. */
public final class Crash {

    private static final int FRAMES = 8;

    private Crash() {}

    public static Diagnostic diagnostic(String model, Position position, Throwable thrown) {
        List<Detail> details = new ArrayList<>();
        details.add(
                Detail.of(
                        "  This is a defect of Kiln, not of your class. Please report it with"
                                + " these lines:"));
        details.add(Detail.of("  " + thrown));
        Arrays.stream(thrown.getStackTrace())
                .limit(FRAMES)
                .forEach(frame -> details.add(Detail.of("    at " + frame)));
        return Diagnostic.of(Code.INTERNAL, position, model + ": the processor failed: " + thrown)
                .with(details);
    }
}
