package dev.kiln.runtime.internal.panel;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DepthwiseGradientTest {

    /** In a process of its own. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) {
            VectorCase.print(DepthwiseGradientCase.all());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.kiln.runtime.internal.panel.ProductsTest#widths")
    void gradientsAreChainsOverPixelsAndTaps(int bytes) throws IOException, InterruptedException {
        VectorCase.assertNoDifference(Program.class, DepthwiseGradientCase.all().size(), bytes);
    }
}
