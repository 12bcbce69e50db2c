package dev.kiln.processor.emit.kernel;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.palantir.javapoet.ClassName;
import dev.kiln.processor.emit.code.GeneratedNames;
import dev.kiln.processor.graph.kernel.Dropout;
import dev.kiln.processor.graph.kernel.Kernel;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KernelsClassTest {

    private static final GeneratedNames NAMES =
            new GeneratedNames(
                    name("Network"), name("Predictor"), name("Kernels"), name("Vectors"));

    private static ClassName name(String simple) {
        return ClassName.get("demo", simple);
    }

    private static void write(Set<Kernel> kernels) {
        KernelsClass.of(NAMES, "Demo", kernels, List.of(), new KernelForms(false));
    }

    @Test
    void differentKernelsMustHaveDifferentNames() {
        Kernel one = new Dropout(8, 0.25f, 0);
        Kernel two = new Dropout(8, 0.5f, 0);
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> write(Set.of(one, two)));
        assertThat(e).hasMessageThat().contains(one.toString());
        assertThat(e).hasMessageThat().contains(two.toString());
    }

    @Test
    void kernelsOfDifferentNamesAreWritten() {
        write(Set.of(new Dropout(8, 0.25f, 0), new Dropout(8, 0.5f, 1)));
    }
}
