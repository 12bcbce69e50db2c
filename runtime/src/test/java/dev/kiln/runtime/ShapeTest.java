package dev.kiln.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ShapeTest {

    @Test
    void hasSizeAndText() {
        assertEquals(2352, new Shape(28, 28, 3).size());
        assertEquals("28x28x3", new Shape(28, 28, 3).toString());
        assertEquals("1x1x10", Shape.vector(10).toString());
    }

    @Test
    void rejectsImpossibleLengths() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, -1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1 << 16, 1 << 15, 1));
        int most = Integer.MAX_VALUE;
        assertThrows(IllegalArgumentException.class, () -> new Shape(most, most, most));
        assertEquals(most, new Shape(most, 1, 1).size());
    }
}
