package dev.kiln.processor.emit.kernel.conv;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.emit.code.RegisterBlocking;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionMaxPool;
import dev.kiln.processor.graph.kernel.MaxPoolForward;
import dev.kiln.processor.graph.shape.Padding;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where tiles hold windows: measured in a network, the first of these takes 8.6, not 9.5 µs. */
public class PooledTileTest {

    @Test
    void smallWindowsStayInRegisters() {
        PooledTile tile = tile(2).orElseThrow();
        int sums = 4 * tile.windows() * tile.vectors();
        assertThat(sums).isAtLeast(2 * RegisterBlocking.LATENCY);
        assertThat(sums + 3 * tile.vectors()).isLessThan(RegisterBlocking.REGISTERS);
    }

    @Test
    void largeWindowsHaveNoRoom() {
        assertThat(tile(6)).isEmpty();
    }

    /** 3x3 with 32 filters on 32x32x3, and a pool. */
    private static Optional<PooledTile> tile(int size) {
        Window window = window(3, 3, 1, new Padding(1, 1, 1, 1));
        Activation relu = new Activation(Activation.Kind.RELU, 0);
        ConvolutionForward convolution = new ConvolutionForward(window, 1, 32, true, relu);
        MaxPoolForward pool = new MaxPoolForward(window(32, size, size, Padding.NONE));
        return new PooledSliding(new ConvolutionMaxPool(convolution, pool)).tile();
    }

    private static Window window(int channels, int kernel, int stride, Padding padding) {
        return new Window(
                new Shape(32, 32, channels),
                new Pair(kernel, kernel),
                new Pair(stride, stride),
                Pair.ONE,
                padding);
    }
}
