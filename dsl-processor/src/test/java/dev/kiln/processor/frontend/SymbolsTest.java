package dev.kiln.processor.frontend;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.Sizes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolsTest {

    @ParameterizedTest
    @ValueSource(
            ints = {
                Sizes.WIDTH,
                4 * Sizes.WIDTH,
                Sizes.WIDTH / 4,
                Sizes.WIDTH * 3 / 16,
                Sizes.IN,
                6 * Sizes.IN,
                Sizes.IN / 2,
                Sizes.WIDTH + 3,
                Sizes.WIDTH / 15 + 1,
                2 * Sizes.IN - 4
            })
    void arithmeticIsRecognized(int value) {
        assertThat(Symbols.isSymbolic("filters", value)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4_096, 725_000, 1_000_000, 10_000_000, 16_777_216, -1, -3, 0})
    void numbersStayNumbers(int value) {
        assertThat(Symbols.isSymbolic("filters", value)).isFalse();
    }
}
