package dev.kiln.processor.emit.kernel.panel;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.emit.code.AccumulatorSize;
import dev.kiln.processor.emit.code.Runs;
import dev.kiln.processor.emit.kernel.KernelForms;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.kernel.ConvolutionWeightGradient;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.PanelForward;
import dev.kiln.processor.graph.kernel.PanelInputGradient;
import dev.kiln.processor.graph.kernel.PanelWeightGradient;
import dev.kiln.processor.graph.kernel.PanelWeights;
import dev.kiln.processor.graph.kernel.TurnedPanelWeights;
import dev.kiln.processor.graph.shape.Padding;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import dev.kiln.runtime.internal.panel.BatchNorm;
import dev.kiln.runtime.internal.panel.Panels;
import dev.kiln.runtime.internal.panel.Products;
import dev.kiln.runtime.internal.panel.WeightGradients;
import org.junit.jupiter.api.Test;

/** Numbers that the processor knows of the runtime without seeing it. */
class PanelFormsTest {

    private static final int FILTERS = 40;
    private static final AccumulatorSize ROWS_OF_SUMS =
            new AccumulatorSize(Products.SUMS, Products.LENGTH);

    private static Window window(int kernel, int padding) {
        return new Window(
                new Shape(5, 6, 9),
                new Pair(kernel, kernel),
                Pair.ONE,
                Pair.ONE,
                new Padding(padding, padding, padding, padding));
    }

    private static Kernel forward(Window window) {
        return new PanelForward(new ConvolutionForward(window, 1, FILTERS, true, Activation.NONE));
    }

    private static int scratch(Kernel kernel) {
        return KernelForms.plain(kernel).scratch();
    }

    @Test
    void theRuntimeGetsTheMemoryThatItAsksFor() {
        Kernel inputGradient =
                new PanelInputGradient(new ConvolutionInputGradient(window(1, 0), 1, FILTERS));
        Kernel weightGradient =
                new PanelWeightGradient(new ConvolutionWeightGradient(window(3, 1), 1, FILTERS));
        assertThat(scratch(forward(window(1, 0)))).isEqualTo(Products.SCRATCH);
        assertThat(scratch(inputGradient)).isEqualTo(Products.SCRATCH);
        assertThat(scratch(weightGradient)).isEqualTo(WeightGradients.SCRATCH);
        assertThat(KernelForms.plain(inputGradient).accumulators()).isEqualTo(ROWS_OF_SUMS);
        assertThat(KernelForms.plain(weightGradient).accumulators()).isEqualTo(ROWS_OF_SUMS);
        assertThat(KernelForms.plain(forward(window(1, 0))).accumulators()).isEqualTo(ROWS_OF_SUMS);
    }

    @Test
    void bordersLieInFrontOfTheRuntimesMemory() {
        assertThat(scratch(forward(window(3, 1)))).isEqualTo(7 * 8 * 9 + Products.SCRATCH);
    }

    @Test
    void panelsAreAsLargeAsTheRuntimeFillsThem() {
        assertThat(PanelWeights.WIDTH).isEqualTo(Panels.WIDTH);
        int floats = Panels.count(FILTERS) * Panels.WIDTH * 3 * 3 * 9;
        assertThat(new PanelWeights(3 * 3 * 9, FILTERS).size()).isEqualTo(floats);
        assertThat(new TurnedPanelWeights(window(3, 1), FILTERS).size())
                .isEqualTo(Panels.count(9) * Panels.WIDTH * 3 * 3 * FILTERS);
    }

    @Test
    void runsOfPixelsAreAsLong() {
        assertThat(Runs.pixels(Integer.MAX_VALUE)).isEqualTo(BatchNorm.RUN);
    }
}
