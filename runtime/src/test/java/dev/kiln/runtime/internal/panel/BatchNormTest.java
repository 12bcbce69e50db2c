package dev.kiln.runtime.internal.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BatchNormTest {

    /** In a process of its own. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) {
            VectorCase.print(BatchNormCase.all());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.kiln.runtime.internal.panel.ProductsTest#widths")
    void sumsAreChainsOverPixels(int bytes) throws IOException, InterruptedException {
        VectorCase.assertNoDifference(Program.class, BatchNormCase.all().size(), bytes);
    }

    @Test
    void plainLoopsAreTheSameChains() {
        for (BatchNormCase c : BatchNormCase.all()) {
            assertEquals("", c.difference());
        }
    }
}
