package dev.kiln.runtime.internal.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WinogradProductTest {

    /** In a process of its own: prints a number that all bits of a case decide. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) {
            bits().forEach(System.out::println);
        }
    }

    private static List<String> bits() {
        return WinogradCase.all().stream()
                .map(c -> Arrays.hashCode(c.computed()) + " of " + c)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("dev.kiln.runtime.internal.panel.WinogradCase#all")
    void resultsAreNearTheDefinition(WinogradCase c) {
        assertEquals("", c.difference());
    }

    /** Plain ones are those of this process, which has no vectors. */
    @ParameterizedTest
    @MethodSource("dev.kiln.runtime.internal.panel.ProductsTest#widths")
    void vectorsGiveTheBitsOfPlainJava(int bytes) throws IOException, InterruptedException {
        assertEquals(bits(), ChildJvm.withVectors(Program.class, bytes));
    }
}
