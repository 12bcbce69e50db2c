package dev.kiln.runtime.internal.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PanelTrialTest {

    private static final String VECTORS = "--add-modules=jdk.incubator.vector";

    /** In a process of its own: prints whether vectors are on before and after their trial. */
    static final class Trials {

        private static final List<PanelVectors> KINDS =
                List.of(
                        PanelVectors.PRODUCTS,
                        PanelVectors.LINES,
                        PanelVectors.NORMALIZE,
                        PanelVectors.SUM,
                        PanelVectors.POOL,
                        PanelVectors.DEPTHWISE,
                        PanelVectors.GRADIENTS,
                        PanelVectors.MOMENTS,
                        PanelVectors.NORMALIZE_GRADIENTS,
                        PanelVectors.DEPTHWISE_GRADIENTS);

        private Trials() {}

        public static void main(String[] arguments) throws InterruptedException {
            print();
            Panels.pack(new float[1], 1, 1, new float[Panels.WIDTH]);
            for (PanelVectors kind : KINDS) {
                kind.begin();
            }
            Thread[] threads = new Thread[Thread.activeCount()];
            int count = Thread.enumerate(threads);
            for (int i = 0; i < count; i++) {
                if (threads[i].getName().startsWith("kiln: vectors")) {
                    threads[i].join();
                    System.out.println(threads[i].getName());
                }
            }
            print();
        }

        private static void print() {
            System.out.println(KINDS.stream().filter(PanelVectors::isOn).count());
        }
    }

    /** In a process of its own: prints whether transforms are on during and after a first image. */
    static final class FirstImage {

        private static final int SHORT_MILLIS = 500;
        private static final int LONG_MILLIS = 60_000;

        private FirstImage() {}

        public static void main(String[] arguments) throws InterruptedException {
            PanelVectors.expectImage();
            waitFor(PanelVectors.PRODUCTS, LONG_MILLIS);
            PanelVectors.LINES.begin();
            waitFor(PanelVectors.LINES, SHORT_MILLIS);
            PanelVectors.endImage();
            waitFor(PanelVectors.LINES, LONG_MILLIS);
        }

        private static void waitFor(PanelVectors kind, int millis) throws InterruptedException {
            long end = System.nanoTime() + millis * 1_000_000L;
            while (!kind.isOn() && System.nanoTime() < end) {
                Thread.sleep(10);
            }
            System.out.println(kind.isOn());
        }
    }

    @Test
    void whatTheFirstImageDoesWithoutIsTriedBehindIt() throws IOException, InterruptedException {
        assertEquals(List.of("true", "false", "true"), ChildJvm.run(FirstImage.class, VECTORS));
    }

    @Test
    void trialsTurnVectorsOnAndEnd() throws IOException, InterruptedException {
        assertEquals(
                List.of("0", "kiln: vectors of large layers", "10"),
                ChildJvm.run(Trials.class, VECTORS));
    }

    @Test
    void nothingIsTriedWhereThereAreNoVectors() throws IOException, InterruptedException {
        List<String> off = List.of("0", "0");
        assertEquals(off, ChildJvm.run(Trials.class));
        assertEquals(off, ChildJvm.run(Trials.class, VECTORS, "-Dkiln.kernels=plain"));
    }

    @Test
    void nothingIsTriedWhereVectorsAreWantedFromTheStart()
            throws IOException, InterruptedException {
        assertEquals(
                List.of("10", "10"), ChildJvm.run(Trials.class, VECTORS, "-Dkiln.kernels=vector"));
    }
}
