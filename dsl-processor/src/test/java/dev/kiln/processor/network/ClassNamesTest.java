package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.MemoryCompiler;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Models may be called what classes of {@code java.lang}, of the runtime and of generated code are
 * called, and stand inside of classes that are.
 */
class ClassNamesTest {

    private static final List<String> NAMES =
            List.of(
                    "Math",
                    "String",
                    "Object",
                    "Override",
                    "Integer",
                    "System",
                    "Double",
                    "Float",
                    "IllegalStateException",
                    "Network",
                    "Predictor",
                    "Classifier",
                    "Parameter",
                    "Shape",
                    "WorkerTeam",
                    "FMatrixRMaj",
                    "Target",
                    "Weights",
                    "Arrays",
                    "List",
                    "Context",
                    "Workspace",
                    "Initializer",
                    "Path");

    private static final String MODEL =
            """
            @dev.kiln.Model(input = @dev.kiln.Input(height = 4, width = 4, channels = 3, scale = 0.5),
                    inputGradient = true)
            @dev.kiln.Labels({"a", "b"})
            STATIC class NAME {
                @dev.kiln.Conv(filters = 2, kernel = 3, activation = dev.kiln.Activation.TANH)
                @dev.kiln.Regularize(batchNorm = true, dropout = 0.5)
                dev.kiln.Layer conv;
                @dev.kiln.Dense(units = 2, activation = dev.kiln.Activation.SOFTMAX)
                dev.kiln.Layer last;
            }
            """;

    @Test
    void besideClassesOfJavaLangAndOfTheRuntime() {
        Map<String, String> sources = new TreeMap<>();
        for (String name : NAMES) {
            // Models of every other package, all in one package; the rest is only in their way.
            String text =
                    name.hashCode() % 3 == 0 || name.equals("Math") || name.equals("Network")
                            ? MODEL.replace("NAME", name).replace("STATIC", "")
                            : "class " + name + " {}";
            sources.put("crowd." + name, "package crowd;\n" + text);
        }
        MemoryCompiler.Result result = MemoryCompiler.compile(sources);
        assertThat(result.sources()).containsKey("crowd.MathNetwork");
        assertThat(result.sources().get("crowd.MathNetwork")).contains("import java.lang.Math;\n");
    }

    @Test
    void withoutAPackage() {
        MemoryCompiler.Result result =
                MemoryCompiler.compile(
                        Map.of(
                                "String",
                                "class String { "
                                        + MODEL.replace("NAME", "Math").replace("STATIC", "static")
                                        + "}",
                                "Override",
                                MODEL.replace("NAME", "Override").replace("STATIC", "")));
        assertThat(result.sources().keySet())
                .containsAtLeast("String_MathNetwork", "OverrideNetwork");
    }
}
