package dev.kiln.processor.frontend;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.MemoryCompiler;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers may be called what generated code uses for itself. */
@Tag("slow")
class FieldNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "input",
                "output",
                "samples",
                "parameters",
                "scratch",
                "target",
                "batch",
                "loss",
                "inputGradient",
                "workspaces",
                "capacity",
                "ARCHITECTURE",
                "logits",
                "network",
                "forward",
                "predict",
                "data",
                "Net",
                "größe",
                "$x",
                "_1",
                "raw_input"
            })
    void anyNameWillDo(String name) {
        MemoryCompiler.Result result =
                MemoryCompiler.compile(
                        Map.of(
                                "Net",
                                """
                                import static dev.kiln.Activation.*;
                                import dev.kiln.*;
                                @Model(input = @Input(height = 4, width = 4, channels = 3, scale = 0.5),
                                        inputGradient = true)
                                class Net {
                                    @Conv(filters = 4, kernel = 3, activation = GELU) Layer NAME;
                                    @Conv(filters = 4, kernel = 3, activation = RELU) Layer NAME_;
                                    @Activate(TANH) Layer NAME_linear;
                                    @Dense(units = 2, activation = SOFTMAX) Layer last;
                                }
                                """
                                        .replace("NAME", name)));
        assertThat(result.sources()).containsKey("NetNetwork");
    }

    @Test
    void nestedClassesAreNamedAfterTheClassesAroundThem() {
        MemoryCompiler.Result result =
                MemoryCompiler.compile(
                        Map.of(
                                "some.Examples",
                                """
                                package some;
                                import dev.kiln.*;
                                class Examples {
                                    @Model(input = @Input(channels = 3))
                                    static class Net {
                                        static final int UNITS = 2;
                                        @Dense(units = UNITS) Layer last;
                                    }
                                }
                                """));
        assertThat(result.sources().keySet())
                .containsExactly(
                        "some.Examples_NetNetwork",
                        "some.Examples_NetPredictor",
                        "some.Examples_NetKernels");
    }
}
