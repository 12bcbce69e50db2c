package dev.kiln.runtime.internal.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PatchesTest {

    @ParameterizedTest
    @MethodSource("dev.kiln.runtime.internal.panel.GradientCase#all")
    void eachPixelReadsItsWindowAndZerosBeyondTheEdge(GradientCase c) {
        assertEquals("", c.differenceOfPatches());
    }
}
