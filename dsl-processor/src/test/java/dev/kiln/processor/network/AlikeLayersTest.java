package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.MemoryCompiler;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Kernels are shared by name: layers that differ in a single attribute need different names. */
class AlikeLayersTest {

    private static final List<String> LAYERS =
            List.of(
                    "@Conv(filters = 4, kernel = 3)",
                    "@Conv(filters = 4, kernel = 3, bias = false)",
                    "@Conv(filters = 4, kernel = 3, groups = 2)",
                    "@Conv(filters = 4, kernel = 3, groups = 4)",
                    "@Conv(filters = 4, kernel = {3, 5})",
                    "@Conv(filters = 4, kernel = {5, 3})",
                    "@Conv(filters = 4, kernel = 3, dilation = 2)",
                    "@Conv(filters = 4, kernel = 3, dilation = {1, 2})",
                    "@Conv(filters = 4, kernel = 3, dilation = {2, 1})",
                    "@Conv(filters = 4, kernel = 3, padding = {0, 2, 1, 1})",
                    "@Conv(filters = 4, kernel = 3, padding = {2, 0, 1, 1})",
                    "@Conv(filters = 4, kernel = 3, padding = {1, 1, 0, 2})",
                    "@Conv(filters = 4, kernel = 3, padding = {1, 1, 2, 0})",
                    "@Conv(filters = 4, kernel = 3, activation = LEAKY_RELU, slope = 0.1)",
                    "@Conv(filters = 4, kernel = 3, activation = LEAKY_RELU, slope = 0.01)",
                    "@Conv(filters = 4, kernel = 3, activation = ELU, alpha = 0.1)",
                    "@Conv(filters = 4, kernel = 3, activation = GELU)",
                    "@Conv(filters = 4, kernel = 3, activation = GELU_TANH)",
                    "@Pool(size = 3, stride = 1, padding = 1)",
                    "@Pool(type = AVERAGE, size = 3, stride = 1, padding = 1)",
                    "@Pool(type = AVERAGE, size = 3, stride = 1, padding = 1,"
                            + " countPadding = false)",
                    "@Pool(type = AVERAGE, size = 3, stride = 1, padding = {0, 2, 1, 1})",
                    "@Activate(value = LEAKY_RELU, slope = 0.1)",
                    "@Activate(value = LEAKY_RELU, slope = 1e-3)",
                    "@Activate(value = ELU, alpha = 0.1)",
                    "@Activate(value = ELU, alpha = 10)");

    @Test
    void eachHasKernelsOfItsOwn() {
        StringBuilder source =
                new StringBuilder(
                        """
                        import static dev.kiln.Activation.*;
                        import static dev.kiln.PoolType.*;
                        import dev.kiln.*;
                        @Model(
                                input = @Input(height = 6, width = 6, channels = 4),
                                inputGradient = true)
                        class Alike {
                        """);
        for (int i = 0; i < LAYERS.size(); i++) {
            source.append(LAYERS.get(i)).append(" Layer l").append(i).append(";\n");
            // Between two of them, so that activations are not fused.
            source.append("@Pool(size = 1) Layer apart").append(i).append(";\n");
        }
        String network =
                MemoryCompiler.compile(Map.of("Alike", source + "}")).sources().get("AlikeNetwork");
        assertThat(forwardKernels(network)).hasSize(LAYERS.size());
    }

    private static Set<String> forwardKernels(String network) {
        return Pattern.compile("private void forwardL\\d+\\(.*?\n        }", Pattern.DOTALL)
                .matcher(network)
                .results()
                .flatMap(m -> Arrays.stream(m.group().split("\\W", -1)))
                .filter(Pattern.compile("[a-z]\\w*[A-Z]\\w*\\d\\w*").asMatchPredicate())
                .filter(w -> !w.startsWith("forward") && !w.matches("l\\d+\\w*"))
                .collect(Collectors.toSet());
    }
}
