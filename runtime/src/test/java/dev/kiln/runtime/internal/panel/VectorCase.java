package dev.kiln.runtime.internal.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Something that vectors compute, in a JVM that has them, or plain loops, and its definition. */
interface VectorCase {

    /** The first number that differs from the definition; empty if none does. */
    String difference();

    /** For a program: prints what differs, and last the lanes of a vector. */
    static void print(List<? extends VectorCase> cases) {
        for (VectorCase c : cases) {
            String difference = c.difference();
            if (!difference.isEmpty()) {
                System.out.println(difference);
            }
        }
        System.out.println(cases.size() + " cases, " + LoadedSweeps.LANES + " lanes");
    }

    /** Runs such a program with vectors of so many bytes. */
    static void assertNoDifference(Class<?> program, int cases, int bytes)
            throws IOException, InterruptedException {
        assertTrue(cases > 0);
        String last = cases + " cases, " + bytes / Float.BYTES + " lanes";
        assertEquals(List.of(last), ChildJvm.withVectors(program, bytes));
    }

    /** Runs cases in this process. */
    static void assertNoDifference(List<? extends VectorCase> cases) {
        assertTrue(!cases.isEmpty());
        for (VectorCase c : cases) {
            assertEquals("", c.difference());
        }
    }

    /** Working memory of plain loops, in which nothing of use is. */
    static float[][] lines() {
        float[][] lines = new float[Products.SUMS][Products.LENGTH];
        for (float[] line : lines) {
            Arrays.fill(line, Float.NaN);
        }
        return lines;
    }

    /** The first number that differs to the bit, zeros of either sign too; empty if none does. */
    static String difference(Object what, float[] expected, float[] actual) {
        for (int i = 0; i < expected.length; i++) {
            if (Float.floatToIntBits(actual[i]) != Float.floatToIntBits(expected[i])) {
                return "%s: %s at %d instead of %s".formatted(what, actual[i], i, expected[i]);
            }
        }
        return "";
    }
}
