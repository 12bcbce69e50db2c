package dev.kiln.processor.emit.kernel.conv;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.code.RegisterBlocking;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.shape.Padding;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import org.junit.jupiter.api.Test;

/** Where samples lie in the lanes, and tiles that fit the core. */
public class BatchInLanesBlockingTest {

    private static final Activation RELU = new Activation(Activation.Kind.RELU, 0);
    private static final Padding TWO = new Padding(2, 2, 2, 2);

    @Test
    void zerosAroundTheSourceAreLeftOut() {
        BatchInLanesTile tile =
                BatchInLanesConvolution.of(
                                new ConvolutionInputGradient(window(14, 6, Padding.NONE), 1, 16))
                        .tile();
        // Fourteen pixels see ten columns through five taps: each column once through each.
        assertThat(tile.products(0, 14, 1)).isEqualTo(10 * 5);
    }

    @Test
    void tilesFitRegistersAndTheFirstCompiler() {
        for (int channels = 1; channels < Lanes.MOST; channels++) {
            ConvolutionForward k =
                    new ConvolutionForward(window(28, 3, TWO), 1, channels, true, RELU);
            BatchInLanesTile tile = BatchInLanesConvolution.of(k).tile();
            BatchInLanesBlocking choice = BatchInLanesBlocking.of(tile);
            int sums = choice.filters() * choice.pixels();
            int taps = tile.columns().taps() * choice.filters();
            assertThat(channels % choice.filters()).isEqualTo(0);
            assertThat(sums).isAtLeast(8);
            assertThat(sums + taps).isLessThan(RegisterBlocking.REGISTERS);
            assertThat(tile.products(choice.pixels(), choice.pixels(), choice.filters()) + 3 * sums)
                    .isAtMost(RegisterBlocking.MOST_OPERATIONS);
        }
    }

    /** What begins with -0 may stay so only where nothing is added, not even zeros. */
    @Test
    void zerosAreNotLeftOutWhereThatChangesBits() {
        Activation none = Activation.NONE;
        assertThat(exists(window(28, 1, TWO), true, RELU)).isTrue();
        assertThat(exists(window(28, 1, TWO), false, none)).isTrue();
        assertThat(exists(window(28, 1, Padding.NONE), true, none)).isTrue();
        assertThat(exists(window(28, 1, TWO), true, none)).isFalse();
    }

    @Test
    void groupsThatOutgrowTheCacheStayAsTheyAre() {
        assertThat(exists(window(224, 3, TWO), true, RELU)).isFalse();
    }

    private static boolean exists(Window window, boolean bias, Activation activation) {
        return BatchInLanesRule.exists(new ConvolutionForward(window, 1, 6, bias, activation));
    }

    private static Window window(int side, int channels, Padding padding) {
        return new Window(
                new Shape(side, side, channels),
                new Pair(5, 5),
                new Pair(1, 1),
                new Pair(1, 1),
                padding);
    }
}
