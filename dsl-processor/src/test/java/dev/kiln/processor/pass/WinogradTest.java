package dev.kiln.processor.pass;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.kernel.ConvolutionWeightGradient;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.WinogradForward;
import dev.kiln.processor.graph.kernel.WinogradInputGradient;
import dev.kiln.processor.graph.kernel.WinogradWeightGradient;
import dev.kiln.processor.graph.shape.Padding;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import dev.kiln.processor.pass.Winograd.Reach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WinogradTest {

    private static Window window(int side, int channels) {
        return new Window(
                new Shape(side, side, channels),
                new Pair(3, 3),
                Pair.ONE,
                Pair.ONE,
                new Padding(1, 1, 1, 1));
    }

    private static Kernel forward(int side, int channels, int filters) {
        return new ConvolutionForward(window(side, channels), 1, filters, true, Activation.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        // The convolutions that were measured,
        "32, 32, 32, WIDE",
        "16, 32, 64, WIDE",
        "16, 64, 64, WIDE",
        "32, 16, 16, ALL",
        "16, 32, 32, ALL",
        "8, 64, 64, ALL",
        // one with more products than an int holds,
        "64, 4096, 4096, WIDE",
        // others with many that a single thing is missing from,
        "8, 128, 128, ALL",
        "64, 16, 64, ALL",
        "64, 64, 16, ALL",
        // and what no kernel wins by.
        "32, 3, 32, NONE",
        "4, 128, 128, NONE",
        "32, 32, 24, NONE"
    })
    void plainKernelsTakeFewerProductsInWideConvolutionsOnly(
            int side, int channels, int filters, Reach least) {
        Kernel kernel = forward(side, channels, filters);
        for (Reach reach : Reach.values()) {
            boolean expected = least != Reach.NONE && reach.compareTo(least) >= 0;
            assertThat(Winograd.of(kernel, reach) instanceof WinogradForward).isEqualTo(expected);
        }
    }

    @Test
    void theThreeKernelsOfAConvolutionGoTogether() {
        Window wide = window(16, 64);
        Kernel input = new ConvolutionInputGradient(wide, 1, 64);
        Kernel weight = new ConvolutionWeightGradient(wide, 1, 64);
        assertThat(Winograd.of(input, Reach.WIDE)).isInstanceOf(WinogradInputGradient.class);
        assertThat(Winograd.of(weight, Reach.WIDE)).isInstanceOf(WinogradWeightGradient.class);
        assertThat(Winograd.of(input, Reach.NONE)).isEqualTo(input);
        assertThat(Winograd.of(weight, Reach.NONE)).isEqualTo(weight);
    }

    @Test
    void aPredictorHasAllOrNone() {
        assertThat(Reach.ALL.inPredictor()).isEqualTo(Reach.ALL);
        assertThat(Reach.WIDE.inPredictor()).isEqualTo(Reach.NONE);
        assertThat(Reach.NONE.inPredictor()).isEqualTo(Reach.NONE);
    }
}
