package dev.kiln.processor.frontend;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.graph.kernel.Activation;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The annotation's enum is read by its names. */
class ActivationNamesTest {

    @Test
    void areThoseOfTheAnnotation() {
        assertThat(Arrays.stream(Activation.Kind.values()).map(Enum::name).toList())
                .isEqualTo(Arrays.stream(dev.kiln.Activation.values()).map(Enum::name).toList());
    }
}
