package dev.kiln.runtime.internal.panel;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MapsTest {

    /** In a process of its own. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) {
            VectorCase.print(MapCase.all());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.kiln.runtime.internal.panel.ProductsTest#widths")
    void sweepsAreNaiveLoops(int bytes) throws IOException, InterruptedException {
        VectorCase.assertNoDifference(Program.class, MapCase.all().size(), bytes);
    }

    /** Plain loops are those of this process, which has no vectors. */
    @Test
    void plainSweepsAreNaiveLoops() {
        VectorCase.assertNoDifference(MapCase.all());
    }
}
