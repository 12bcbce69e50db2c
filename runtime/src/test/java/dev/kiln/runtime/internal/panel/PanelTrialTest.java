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
