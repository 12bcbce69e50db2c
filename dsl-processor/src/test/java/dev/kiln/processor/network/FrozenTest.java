package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.MemoryCompiler;
import dev.kiln.processor.Models;
import dev.kiln.runtime.Network;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Target;
import dev.kiln.runtime.train.AdamW;
import dev.kiln.runtime.train.RunningOptimizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Frozen layers stay as they are, and nothing is computed for their sake. */
class FrozenTest {

    private static final MemoryCompiler.Result COMPILED =
            MemoryCompiler.compile(
                    Models.of(
                            """
                            @Model(input = @Input(height = 6, width = 6, channels = 2))
                            @Regularize(batchNorm = true, l2 = 0.1)
                            class Transfer {
                                @Frozen Features features;
                                @Conv(filters = 5, kernel = 3, activation = RELU) Layer head;
                                @Dense(units = 3, activation = SOFTMAX) Layer label;
                                @Block static class Features {
                                    @Conv(filters = 3, kernel = 3, activation = RELU) Layer first;
                                    @Conv(filters = 4, kernel = 5, activation = RELU) Layer second;
                                }
                            }
                            """));

    @Test
    void noGradientCodeIsGenerated() {
        String kernels = COMPILED.sources().get("nets.TransferKernels");
        assertThat(kernels).contains("convolution3x3Padding1WeightGradientFrom6x6x4To6x6x5(");
        assertThat(kernels).doesNotContain("WeightGradientFrom6x6x2");
        assertThat(kernels).doesNotContain("WeightGradientFrom6x6x3");
        assertThat(kernels).doesNotContain("convolution3x3Padding1InputGradient");
        assertThat(kernels).doesNotContain("convolution5x5Padding2InputGradient");
        String network = COMPILED.sources().get("nets.TransferNetwork");
        assertThat(network).contains("backwardHead(");
        assertThat(network).doesNotContain("backwardFeatures");
    }

    @Test
    void trainingLeavesThemAlone() throws ReflectiveOperationException {
        Network network =
                (Network)
                        COMPILED.loader()
                                .loadClass("nets.TransferNetwork")
                                .getMethod("initialize", long.class)
                                .invoke(null, 1L);
        Map<String, float[]> before = new HashMap<>();
        network.parameters().forEach(p -> before.put(p.name(), p.value().data.clone()));
        FMatrixRMaj input = new FMatrixRMaj(4, 72);
        for (int i = 0; i < input.data.length; i++) {
            input.data[i] = i % 7;
        }
        RunningOptimizer optimizer = AdamW.rate(0.1).decayBiases().start(network.parameters());
        for (int step = 0; step < 3; step++) {
            network.lossWithGradients(input, Target.classes(new int[] {0, 1, 2, 0}));
            network.update(optimizer);
        }
        for (Parameter p : network.parameters()) {
            boolean same = Arrays.equals(before.get(p.name()), p.value().data);
            assertThat(same).isEqualTo(p.name().startsWith("features."));
        }
    }
}
