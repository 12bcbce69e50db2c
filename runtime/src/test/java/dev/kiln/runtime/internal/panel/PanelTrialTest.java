package dev.kiln.runtime.internal.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PanelTrialTest {

    private static final String VECTORS = "--add-modules=jdk.incubator.vector";

    /** In a process of its own: prints whether vectors are on before and after their trial. */
    static final class Trials {

        private Trials() {}

        public static void main(String[] arguments) throws InterruptedException {
            print();
            Panels.pack(new float[1], 1, 1, new float[Panels.WIDTH]);
            PanelVectors.beginGradients();
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
            System.out.println(PanelVectors.products() + " " + PanelVectors.gradients());
        }
    }

    @Test
    void trialsTurnVectorsOnAndEnd() throws IOException, InterruptedException {
        assertEquals(
                List.of(
                        "false false",
                        "kiln: vectors of large layers",
                        "kiln: vectors of gradients of large layers",
                        "true true"),
                ChildJvm.run(Trials.class, VECTORS));
    }

    @Test
    void nothingIsTriedWhereThereAreNoVectors() throws IOException, InterruptedException {
        List<String> off = List.of("false false", "false false");
        assertEquals(off, ChildJvm.run(Trials.class));
        assertEquals(off, ChildJvm.run(Trials.class, VECTORS, "-Dkiln.kernels=plain"));
    }

    @Test
    void nothingIsTriedWhereVectorsAreWantedFromTheStart()
            throws IOException, InterruptedException {
        assertEquals(
                List.of("true true", "true true"),
                ChildJvm.run(Trials.class, VECTORS, "-Dkiln.kernels=vector"));
    }
}
