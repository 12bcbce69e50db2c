package dev.kiln.runtime.internal.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kiln.runtime.internal.parallel.WorkerTeam;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CrewTest {

    /** In a process of its own: prints what differs from the leader alone. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) {
            differences(List.of(CrewCase.values())).forEach(System.out::println);
        }
    }

    /** Differences of two or three threads from one, and work that they leave to it. */
    private static List<String> differences(List<CrewCase> cases) {
        List<String> differences = new ArrayList<>();
        for (CrewCase c : cases) {
            for (int threads = 2; threads <= 3; threads++) {
                String what = c + " by " + threads;
                AtomicInteger calls = new AtomicInteger();
                float[] together = led(crew(threads, calls), c);
                differences.add(VectorCase.difference(what, c.run(), together));
                differences.add(calls.get() == threads - 1 ? "" : what + ": not divided");
            }
        }
        differences.removeIf(String::isEmpty);
        return differences;
    }

    private static Crew crew(int threads, AtomicInteger calls) {
        return new Crew(
                new WorkerTeam(
                        task -> {
                            calls.incrementAndGet();
                            Thread thread = new Thread(task, "crew");
                            thread.setDaemon(true);
                            thread.start();
                        },
                        threads));
    }

    private static float[] led(Crew crew, CrewCase c) {
        crew.enter();
        try {
            return c.run();
        } finally {
            crew.leave();
        }
    }

    @Test
    void plainFormsGiveTheBitsOfTheLeaderAlone() {
        assertEquals(List.of(), differences(List.of(CrewCase.values())));
    }

    @ParameterizedTest
    @MethodSource("dev.kiln.runtime.internal.panel.ProductsTest#widths")
    void vectorFormsGiveTheBitsOfTheLeaderAlone(int bytes)
            throws IOException, InterruptedException {
        assertEquals(List.of(), ChildJvm.withVectors(Program.class, bytes));
    }

    @Test
    void nothingStaysInTheThread() {
        led(crew(2, new AtomicInteger()), CrewCase.PRODUCT);
        assertNull(Crew.current());
    }

    @Test
    void anExceptionOfAPartReachesTheLeaderAndTheCrewWorksAgain() {
        Crew crew = crew(3, new AtomicInteger());
        Crew.Rows fails =
                (begin, end, memory) -> {
                    if (end == 30) {
                        throw new IllegalStateException("the last part");
                    }
                };
        IllegalStateException thrown =
                assertThrows(IllegalStateException.class, () -> crew.divide(fails, 30, 1));
        assertEquals("the last part", thrown.getMessage());
        float[] alone = CrewCase.PRODUCT.run();
        assertEquals("", VectorCase.difference("again", alone, led(crew, CrewCase.PRODUCT)));
    }

    @Test
    void eachRowIsDoneOnce() {
        for (int rows = 1; rows < 50; rows++) {
            AtomicInteger[] done = new AtomicInteger[rows];
            Arrays.setAll(done, row -> new AtomicInteger());
            crew(3, new AtomicInteger())
                    .divide(
                            (begin, end, memory) -> {
                                for (int row = begin; row < end; row++) {
                                    done[row].incrementAndGet();
                                }
                            },
                            rows,
                            6);
            for (AtomicInteger times : done) {
                assertEquals(1, times.get());
            }
        }
    }
}
