package dev.kiln.processor.pass;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kiln.processor.pass.Winograd.Reach;
import org.junit.jupiter.api.Test;

class SwitchesTest {

    @Test
    void everythingIsOnWithVectors() {
        assertThat(Switches.of(null, null, null, true)).isEqualTo(Switches.ALL_ON);
    }

    @Test
    void withoutVectorsWinogradIsForWideConvolutionsUnlessMoreIsAskedFor() {
        assertThat(Switches.of(null, null, null, false).winograd()).isEqualTo(Reach.WIDE);
        assertThat(Switches.of(null, "winograd", null, false).winograd()).isEqualTo(Reach.ALL);
        assertThat(Switches.of("winograd", null, null, false).winograd()).isEqualTo(Reach.NONE);
        assertThat(Switches.of("winograd", null, null, true).winograd()).isEqualTo(Reach.NONE);
        assertThat(Switches.of("winograd", "winograd", null, true).winograd())
                .isEqualTo(Reach.NONE);
        // The bits are the same with a second form and without.
        assertThat(Switches.of("vectors", null, null, true).winograd()).isEqualTo(Reach.ALL);
    }

    @Test
    void namesAreSeparatedByCommas() {
        Switches some = Switches.of("masks,memory", null, "32", false);
        assertThat(some.masks() || some.memory()).isFalse();
        assertThat(some.activations() && some.chunks()).isTrue();
        assertThat(some.chunk()).isEqualTo(32);
        assertThrows(IllegalArgumentException.class, () -> Switches.of(null, null, "many", false));
    }
}
