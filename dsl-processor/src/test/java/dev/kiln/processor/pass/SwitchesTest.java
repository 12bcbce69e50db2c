package dev.kiln.processor.pass;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SwitchesTest {

    @Test
    void everythingIsOnWithVectors() {
        assertThat(Switches.of(null, null, null, true)).isEqualTo(Switches.ALL_ON);
    }

    @Test
    void winogradIsForVectorsUnlessItIsAskedFor() {
        assertThat(Switches.of(null, null, null, false).winograd()).isFalse();
        assertThat(Switches.of(null, "winograd", null, false).winograd()).isTrue();
        assertThat(Switches.of("winograd", null, null, true).winograd()).isFalse();
        assertThat(Switches.of("winograd", "winograd", null, true).winograd()).isFalse();
        // The bits are the same with a second form and without.
        assertThat(Switches.of("vectors", null, null, true).winograd()).isTrue();
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
