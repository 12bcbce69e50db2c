package dev.kiln.runtime.internal.panel;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MaxPoolTest {

    /** In a process of its own. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) {
            VectorCase.print(MaxPoolCase.all());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.kiln.runtime.internal.panel.ProductsTest#widths")
    void outputsAreMaximaOfTheirWindows(int bytes) throws IOException, InterruptedException {
        VectorCase.assertNoDifference(Program.class, MaxPoolCase.all().size(), bytes);
    }

    /** Plain loops are those of this process, which has no vectors. */
    @Test
    void plainOutputsAreMaximaOfTheirWindows() {
        VectorCase.assertNoDifference(MaxPoolCase.all());
    }
}
