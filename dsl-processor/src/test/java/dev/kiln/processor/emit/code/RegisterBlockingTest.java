package dev.kiln.processor.emit.code;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.processor.emit.kernel.conv.FewChannelsShape;
import dev.kiln.processor.graph.kernel.Axis;
import dev.kiln.processor.graph.shape.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The model of the core against what was measured: 3x3 convolutions with each tile in turn, GFLOP/s
 * on a Zen 5 of 256 GFLOP/s, OpenJDK 17.0.15, November 2026.
 */
public class RegisterBlockingTest {

    private static final double ENOUGH = 0.95;

    @Test
    void sixteenFiltersOnThirtyTwoColumns() {
        nearlyTheFastest(32, 16, Map.of(tile(4, 1), 132.7, tile(8, 1), 203.2, tile(16, 1), 240.8));
    }

    @Test
    void thirtyTwoFiltersOnSixteenColumns() {
        nearlyTheFastest(
                16,
                32,
                Map.of(
                        tile(4, 2), 205.3,
                        tile(8, 1), 210.1,
                        tile(8, 2), 246.8,
                        tile(16, 1), 247.5));
    }

    @Test
    void sixtyFourFiltersOnEightColumns() {
        nearlyTheFastest(8, 64, Map.of(tile(2, 4), 31.1, tile(4, 2), 158.9, tile(8, 2), 248.3));
    }

    /** Twelve pixels by two vectors ran at 1.7 GFLOP/s: C1 gives up on it. */
    @Test
    void methodsStaySmallEnoughForTheFirstCompiler() {
        RegisterBlocking choice = RegisterBlocking.of(32, 32, 3, 1);
        assertThat(choice.positions() * choice.vectors()).isLessThan(24);
    }

    /**
     * Products of 16 patches and 64 filters: with six patches times four vectors 366 to 475 GFLOP/s
     * of Winograd's convolutions, most processes below 420; with twelve times two 439 to 474.
     */
    @Test
    void tilesOfFourVectorsLeaveRegistersFree() {
        for (int positions = 1; positions <= 64; positions++) {
            RegisterBlocking choice = RegisterBlocking.of(positions, 64, 1, 1);
            int sums = choice.positions() * choice.vectors();
            assertWithMessage(choice.toString()).that(choice.vectors() < 4 || sums <= 20).isTrue();
        }
        // Twelve times two does not fit the sixteen registers of AVX2.
        assertThat(RegisterBlocking.of(16, 64, 1, 1)).isEqualTo(tile(6, 2));
    }

    /** Six filters in vectors of sixteen lanes: two halves of a row in one vector. */
    @Test
    void fewFiltersShareVectors() {
        Axis axis = new Axis(28, 0, 1, 5, -2, 1, 1, 0, 1);
        FewChannelsShape shape = FewChannelsShape.of(axis, axis, new Shape(28, 28, 1), 6);
        assertThat(shape.group()).isEqualTo(8);
        assertThat(14 % shape.positions()).isEqualTo(0);
        assertThat(shape.high() * shape.positions()).isAtLeast(8);
    }

    private static RegisterBlocking tile(int positions, int vectors) {
        return new RegisterBlocking(positions, vectors);
    }

    private static void nearlyTheFastest(
            int columns, int filters, Map<RegisterBlocking, Double> measured) {
        RegisterBlocking choice = RegisterBlocking.of(columns, filters, 3, 1);
        double fastest = measured.values().stream().mapToDouble(r -> r).max().orElseThrow();
        assertWithMessage(choice.toString())
                .that(measured.getOrDefault(choice, 0.0))
                .isAtLeast(ENOUGH * fastest);
    }
}
