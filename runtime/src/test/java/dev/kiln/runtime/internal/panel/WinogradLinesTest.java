package dev.kiln.runtime.internal.panel;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WinogradLinesTest {

    /** In a process of its own. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) {
            VectorCase.print(LinesCase.all());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.kiln.runtime.internal.panel.ProductsTest#widths")
    void vectorsGiveTheBitsOfPlainLines(int bytes) throws IOException, InterruptedException {
        VectorCase.assertNoDifference(Program.class, LinesCase.all().size(), bytes);
    }
}
