package dev.kiln.samples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineTest {

    private static final Line LINE =
            new Line("kiln", "lenet", "one", Spread.of(30, 10, 25.5), "us");

    @Test
    void isReadAsItWasPrinted() {
        assertEquals("kiln lenet one 25.50 us 10.00 30.00", LINE.text());
        assertEquals(Optional.of(LINE), Line.parse(LINE.text()));
    }

    @Test
    void otherOutputIsNoResult() {
        assertEquals(Optional.empty(), Line.parse("ONNX Runtime 1.29.0 says 7 things a b"));
    }
}
