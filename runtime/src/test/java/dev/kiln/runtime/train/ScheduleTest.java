package dev.kiln.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static void assertFactors(Schedule schedule, int updates, LongToDoubleFunction factor) {
        for (long t = 0; t < updates; t++) {
            double expected = factor.applyAsDouble(t);
            double tolerance = 1e-12 * Math.abs(expected) + 1e-16;
            assertEquals(expected, schedule.factor(t), tolerance, schedule + " at " + t);
        }
    }

    @Test
    void constantAndSteps() {
        assertFactors(Schedule.constant(), 5, t -> 1);
        assertFactors(Schedule.step(3, 0.1), 9, t -> new double[] {1, 0.1, 0.01}[(int) (t / 3)]);
        assertFactors(Schedule.multiStep(0.5, 2, 5), 8, t -> t < 2 ? 1 : t < 5 ? 0.5 : 0.25);
        assertFactors(Schedule.exponential(0.9), 20, t -> Math.exp(t * Math.log(0.9)));
    }

    @Test
    void cosineFallsToItsLeastAndStays() {
        Schedule cosine = Schedule.cosine(10, 0.2);
        assertEquals(1, cosine.factor(0));
        assertEquals(0.6, cosine.factor(5), 1e-15);
        assertEquals(0.2, cosine.factor(10), 1e-15);
        assertEquals(0.2, cosine.factor(15), 1e-15);
        assertFactors(cosine, 11, t -> 0.2 + 0.8 * Math.pow(Math.cos(Math.PI * t / 20), 2));
        assertEquals(0, Schedule.cosine(10).factor(10), 1e-15);
    }

    @Test
    void warmUpRisesAndStays() {
        assertFactors(Schedule.warmUp(4, 0.2), 8, t -> t < 4 ? 0.2 + 0.2 * t : 1);
    }

    @Test
    void warmUpGoesOverToAnotherSchedule() {
        Schedule schedule = Schedule.warmUp(4, Schedule.cosine(6, 0.1));
        double[] rising = {0.25, 0.5, 0.75, 1};
        assertFactors(
                schedule, 10, t -> t < 4 ? rising[(int) t] : Schedule.cosine(6, 0.1).factor(t - 4));
        assertEquals(1, schedule.factor(4));
        assertEquals(0.1, schedule.factor(10), 1e-15);
    }

    /** 20 updates with a rising share of 0.3: the highest rate is in update 5. */
    @Test
    void oneCycleRisesAndFalls() {
        Schedule line = Schedule.oneCycle(20, 0.3, 10, 100, true);
        double end = 0.001;
        assertFactors(line, 20, t -> t <= 5 ? 0.1 + 0.9 * t / 5 : 1 + (end - 1) * (t - 5) / 14);
        Schedule cosine = Schedule.oneCycle(20, 0.3, 10, 100, false);
        assertEquals(0.1, cosine.factor(0), 1e-15);
        assertEquals(1, cosine.factor(5), 1e-15);
        assertEquals((1 + end) / 2, cosine.factor(12), 1e-15);
        assertEquals(end, cosine.factor(19), 1e-15);
        assertEquals(end, cosine.factor(30), 1e-15);
        assertFactors(cosine, 6, t -> 0.1 + 0.9 * Math.pow(Math.sin(Math.PI * t / 10), 2));
    }

    @Test
    void usualCycle() {
        Schedule cycle = Schedule.oneCycle(100);
        assertEquals(1.0 / 25, cycle.factor(0), 1e-15);
        assertEquals(1, cycle.factor(29), 1e-15);
        assertEquals(1.0 / 250_000, cycle.factor(99), 1e-15);
        assertEquals(Schedule.oneCycle(100, 0.3, 25, 1e4, false), cycle);
    }

    /** The rising part ends at its first update or, with a share of 0, before it. */
    @Test
    void cycleWithoutRise() {
        assertEquals(1, Schedule.oneCycle(10, 0.1, 25, 1e4, false).factor(0));
        assertEquals(1, Schedule.oneCycle(10, 0.1, 25, 1e4, true).factor(0));
        assertEquals(1 - 0.996 / 10, Schedule.oneCycle(10, 0, 25, 10, true).factor(0), 1e-12);
    }

    @Test
    void schedulesAreValues() {
        assertEquals(Schedule.multiStep(0.5, 1, 2), Schedule.multiStep(0.5, 1, 2));
        assertNotEquals(Schedule.step(2, 0.5), Schedule.step(3, 0.5));
    }

    @Test
    void impossibleSettingsAreNamed() {
        assertEquals(
                "the number of updates is 0, expected 1 or more",
                assertThrows(IllegalArgumentException.class, () -> Schedule.step(0, 0.5))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> Schedule.cosine(0));
        assertThrows(IllegalArgumentException.class, () -> Schedule.warmUp(0, 0.5));
        assertThrows(IllegalArgumentException.class, () -> Schedule.oneCycle(9, 1, 2, 2, true));
        assertThrows(IllegalArgumentException.class, () -> Schedule.oneCycle(9, 0.3, 0, 2, true));
        assertThrows(NullPointerException.class, () -> Schedule.warmUp(3, null));
    }
}
