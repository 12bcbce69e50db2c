package dev.kiln.samples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SettlingTest {

    @Test
    void endsWhereCallsBecomeAsFastAsTheLast() {
        assertEquals(5, Settling.settled(ends(3, 2, 1.02, 1, 1, 1, 1, 1, 1, 1, 1, 1)));
    }

    @Test
    void aSingleFastCallIsNotTheEnd() {
        assertEquals(13, Settling.settled(ends(3, 1, 3, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1)));
    }

    @Test
    void whatIsFastAtOnceTakesNoTime() {
        assertEquals(0, Settling.settled(ends(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)));
    }

    private static double[] ends(double... lengths) {
        double[] ends = lengths.clone();
        Arrays.parallelPrefix(ends, Double::sum);
        return ends;
    }
}
